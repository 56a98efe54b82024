import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const PROJECT = path.resolve(import.meta.dirname, "../..");

/** A small project with right arrows and wrong ones: file → what it imports. */
const ARROWS: Record<string, readonly string[]> = {
  "lib/platform/log.ts": [],
  "lib/policy/pack.ts": ["#lib/platform/log", "#lib/reviews/sign-off"],
  "lib/policy/pack-store.ts": [],
  "lib/reviews/sign-off.ts": ["#lib/platform/log", "#lib/policy/load-pack", "#lib/policy/pack-store"],
  "lib/policy/load-pack.ts": ["./pack-store"],
  "lib/jobs/job.ts": ["../../workers/relay"],
  "lib/utils/one.ts": ["./two"],
  "lib/utils/two.ts": ["./one"],
  "app/page.tsx": ["#lib/reviews/sign-off", "#lib/policy/pack-store", "../workers/relay"],
  "workers/relay.ts": ["#lib/policy/load-pack"],
};

const WRONG = [
  "app-and-workers-apart: app/page.tsx → workers/relay.ts",
  "edges-call-verbs: app/page.tsx → lib/policy/pack-store.ts",
  "lib-knows-no-edge: lib/jobs/job.ts → workers/relay.ts",
  "no-cycles: lib/utils/one.ts → lib/utils/two.ts",
  "room-order-policy: lib/policy/pack.ts → lib/reviews/sign-off.ts",
  "stores-stay-inside: lib/reviews/sign-off.ts → lib/policy/pack-store.ts",
  "unknown-room: lib/utils/one.ts → lib/utils/two.ts",
  "unknown-room: lib/utils/two.ts → lib/utils/one.ts",
];

test("an import against the order of the rooms fails the check, and a right one does not", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "countersign-arrows-"));
  try {
    writeProject(folder);
    expect(brokenArrows(folder)).toEqual(WRONG);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function writeProject(folder: string): void {
  for (const [file, imports] of Object.entries(ARROWS)) {
    const lines = imports.map((name, at) => `export * as a${at} from "${name}";`);
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${lines.join("\n")}\nexport const own = 1;\n`);
  }
  for (const file of ["package.json", "tsconfig.json", "tsconfig.base.json", ".dependency-cruiser.cjs"]) {
    cpSync(path.join(PROJECT, file), path.join(folder, file));
  }
}

function brokenArrows(folder: string): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      path.join(PROJECT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      ...["--config", ".dependency-cruiser.cjs", "--output-type", "json", "."],
    ],
    { cwd: folder, encoding: "utf8" },
  );
  if (stdout === "") throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`).sort();
}
