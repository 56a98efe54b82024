import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take minutes, the longest first; all others come after in Vitest's own order, larger files first. */
const LONG = [/journeys\/journey\.test\.ts$/, /journeys\/.*\.test\.ts$/, /ground\/stack\.test\.ts$/];

/**
 * The order of test files on a machine that has run none of them yet: what takes minutes begins at once. Begun last,
 * it would run on alone with the other cores idle.
 */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const found = LONG.findIndex((pattern) => pattern.test(moduleId.replaceAll(path.sep, "/")));
  return found === -1 ? LONG.length : found;
}

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
