import { defineConfig } from "vitest/config";
import { LongFirst } from "./tests/support/long-first";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    globalSetup: "tests/support/global-setup.ts",
    setupFiles: "tests/support/file-setup.ts",
    // A process a file: settings are read once a process, and native modules do not share one.
    pool: "forks",
    isolate: true,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
