// npm test [-- FILTER…]: sets itself up, runs Vitest and ends with the line `N passed, N failed`.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { progressTo } from "./progress.mjs";
import { inProject, PROJECT } from "./project.mjs";
import { giveUp } from "./refusal.mjs";
import { closingLine, missingPrograms } from "./test-report.mjs";

try {
  await bootstrap({ say: progressTo(process.stdout) });
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  giveUp(error);
}

async function runTests(filters) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "countersign-tally-"));
  const file = path.join(folder, "tally.json");
  const vitest = inProject("node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", `--reporter=${inProject("tests/support/tally-reporter.ts")}`];
  const child = spawn(process.execPath, [vitest, "run", ...reporters, ...filters], {
    cwd: PROJECT,
    env: { ...process.env, TEST_TALLY: file },
    stdio: "inherit",
  });
  // Ctrl-C reaches Vitest by itself, and its end is ours.
  process.on("SIGINT", () => {});
  const code = await new Promise((resolve) => child.once("close", (status) => resolve(status ?? 1)));
  const tally = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { passed: 0, failed: 0, skipped: 0 };
  rmSync(folder, { recursive: true, force: true });

  for (const line of missingPrograms(process.env)) process.stdout.write(`${line}\n`);
  if (tally.passed + tally.failed === 0) process.stdout.write("No test ran.\n");
  process.stdout.write(`${closingLine(tally)}\n`);
  return code === 0 && tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}
