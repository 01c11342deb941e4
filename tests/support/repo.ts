/** The checkout under test. Every suite runs from there; no other way to name it works in all three loaders of the tests. */
export const repoRoot = process.cwd();
