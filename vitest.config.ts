import { defineConfig } from 'vitest/config'

const database = ['test/support/global-database.ts']
// A database of its own per file takes about 0.1 s; starting the server on a busy machine a few.
const slow = { testTimeout: 60_000, hookTimeout: 60_000, globalSetup: database }

export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*-contract.ts', '**/*.d.ts'],
      reporter: ['text-summary', 'html', 'lcov'],
      thresholds: { lines: 80 },
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'test/support/**/*.test.ts',
            'test/model/**/*.test.ts',
            'tools/**/*.test.ts',
            'bench/**/*.test.ts',
            'contracts/**/*.test.ts',
            'web/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/*.int.test.ts', 'src/http/routes/**'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.int.test.ts'],
          exclude: ['**/node_modules/**'],
          ...slow,
        },
      },
      {
        test: {
          name: 'contract',
          include: [
            'src/http/routes/**/*.test.ts',
            'test/contract/**/*.test.ts',
            'test/pitfalls/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/*.int.test.ts'],
          ...slow,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          exclude: ['**/*.int.test.ts'],
          fileParallelism: false,
          ...slow,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['**/*.int.test.ts'],
          fileParallelism: false,
          ...slow,
        },
      },
    ],
  },
})
