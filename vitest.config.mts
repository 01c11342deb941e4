import { defineConfig } from 'vitest/config';

/** TensorFlow's native modules do not live in worker threads. Small networks leave its own threads idle: two processes fill two cores. */
const processes = {
  pool: 'forks',
  maxWorkers: 2,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // Errors only.
  env: { TF_CPP_MIN_LOG_LEVEL: '2' },
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          // A test that hangs is found all the same; a machine that is busy is no failure.
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['tests/engine/**/*.test.ts'],
          globalSetup: ['tests/engine/global-setup.ts'],
          ...processes,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'interop',
          include: ['tests/interop/**/*.test.ts'],
          globalSetup: ['tests/interop/global-setup.ts'],
          ...processes,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
