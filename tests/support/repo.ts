import path from 'node:path';

/** The checkout that these tests belong to. */
export const repoRoot = path.resolve(__dirname, '../..');
