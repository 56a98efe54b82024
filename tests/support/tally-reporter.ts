import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** Counts for the closing line of `npm test`, written to the file that TEST_TALLY names. */
export type Tally = { passed: number; failed: number; skipped: number };

export default function tallyReporter(): Reporter {
  return {
    onTestRunEnd: (modules, unhandledErrors) => {
      const file = process.env.TEST_TALLY;
      if (file !== undefined) writeFileSync(file, JSON.stringify(tally(modules, unhandledErrors.length)));
    },
  };
}

/** A file that could not be loaded, and an error outside any test, each count as a failed test. */
export function tally(modules: readonly TestModule[], unhandledErrors: number): Tally {
  const count: Tally = { passed: 0, failed: unhandledErrors, skipped: 0 };
  for (const module of modules) {
    count.failed += module.errors().length;
    for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") count.passed += 1;
      else if (state === "failed") count.failed += 1;
      else if (state === "skipped") count.skipped += 1;
      else count.failed += 1; // never ran, or never ended
    }
  }
  return count;
}
