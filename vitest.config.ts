import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    // Node runs the sources as they are, as it does in an office: importing them takes a quarter of the time.
    experimental: { viteModuleRunner: false },
    maxWorkers: 2,
    // What waits for a condition waits no longer for it on a fast machine; a slow one with its hands full gets there too.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
