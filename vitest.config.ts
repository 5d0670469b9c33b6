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
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    // Browsers on two busy cores now and then miss a moment; a second failure in a row is a fault.
    retry: process.env["CI"] ? 2 : 0,
    hookTimeout: 60_000,
    teardownTimeout: 15_000,
    env: { TZ: "UTC", NODE_ENV: "test" },
  },
});
