import { defineConfig } from "vitest/config";

/** Tests run on one throw-away PostgreSQL; each founds its own desk, so that all run side by side. */
export default defineConfig({
  test: {
    include: [
      "packages/**/*.test.ts",
      "apps/**/*.test.{ts,tsx}",
      "e2e/**/*.test.ts",
      "tools/**/*.test.ts",
      "bin/**/*.test.ts",
    ],
    globalSetup: ["packages/testkit/cluster.ts"],
    setupFiles: ["packages/testkit/ending.ts"],
    pool: "forks",
    // One more than the cores that the time is measured on: tests in a browser mostly wait.
    maxWorkers: 3,
    testTimeout: 60_000,
    // A test that fails now and then has found a race: it is not asked again.
    retry: 0,
    hookTimeout: 60_000,
    teardownTimeout: 15_000,
    env: { TZ: "UTC", NODE_ENV: "test" },
  },
});
