import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Whole programs, browsers and what takes its time first: a short file of long tests that begins last would keep one core idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is the sequencer that sorts, not an array
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) =>
      /\/(?:e2e|faults|cli|corpus)\/|\/(?:stress|odd|dovecot)\b/.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))];
  }
}

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
    // A worker keeps its program, its connections and its browser from file to file: half of the time was spent on beginnings.
    isolate: false,
    sequence: { sequencer: LongestFirst },
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
