import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACK, projectFile, readJson, STATUTE, sample } from "./samples";

type Run = { code: number | null; lines: string[]; stderr: string };

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "screen-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  const target = path.join(folder, name);
  writeFileSync(target, typeof content === "string" ? content : JSON.stringify(content));
  return target;
}

/** Runs the command with no environment but the path: it needs no database and no settings. */
function run(
  args: readonly string[],
  { cwd = folder, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Run> {
  const child = spawn(
    process.execPath,
    [
      "--import",
      projectFile("node_modules/tsx/dist/esm/index.mjs"),
      projectFile("workers/screen.ts"),
      ...args,
    ],
    {
      cwd,
      env: { NODE_ENV: "test", PATH: process.env.PATH ?? "", ...env },
    },
  );
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, lines: stdout.split("\n").filter(Boolean), stderr }));
  });
}

const AIRLINE = projectFile("prisma/samples/airline.json");
const POLICE = projectFile("prisma/samples/us-police.json");
const RETAILER = projectFile("tests/fixtures/applications/retailer.json");

function parsed(line: string | undefined): Record<string, unknown> {
  const value: unknown = JSON.parse(line ?? "null");
  return typeof value === "object" && value !== null ? { ...value } : {};
}

describe("screen", () => {
  test("prints one line of JSON for the airline, with nothing besides, and exits 0", async () => {
    const { code, lines, stderr } = await run([AIRLINE]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(lines).toHaveLength(1);
    expect(parsed(lines[0])).toEqual({
      pack: "2026-11",
      outcome: "review",
      tier: "T1",
      risk: 20,
      risk_parts: { operation: 10, mode: 0, space: 5, consequence: 5, subjects: 0, authority: 0 },
      rules: [],
      conditions: [],
      track: "expedited",
      approvers: 2,
    });
  });

  test("prints a line a file, in order, and exits 0 whatever the outcomes", async () => {
    const { code, lines } = await run([POLICE, AIRLINE, RETAILER]);
    expect(code).toBe(0);
    expect(lines.map((line) => parsed(line).outcome)).toEqual(["denied", "review", "blocked"]);
  });

  test("answers a file that asks for emotion with HS08, not with a complaint about its form", async () => {
    const target = file(
      "emotion.json",
      sample("airline", { deployment: { operations: ["verify_1_1", "emotion"] } }),
    );
    const { code, lines } = await run([target]);
    expect(code).toBe(0);
    expect(parsed(lines[0])).toMatchObject({ outcome: "denied", rules: [{ id: "HS08", effect: "deny" }] });
  });

  test("finds relative files in the folder where npm was called", async () => {
    file("here.json", readJson("prisma/samples/airline.json"));
    const { code } = await run(["here.json"], { cwd: projectFile("."), env: { INIT_CWD: folder } });
    expect(code).toBe(0);
  });
});

describe("screen exits 2 and gives the file its line when", () => {
  test("a file is not JSON", async () => {
    const { code, lines, stderr } = await run([file("broken.json", '{"organisation": '), AIRLINE]);
    expect(code).toBe(2);
    expect(Object.keys(parsed(lines[0]))).toEqual(["error"]);
    expect(parsed(lines[1]).outcome).toBe("review");
    expect(stderr).toContain("broken.json");
  });

  test("a key is not known, with its pointer on stderr", async () => {
    const airline = sample("airline");
    const target = file("unknown.json", {
      ...airline,
      deployment: { ...airline.deployment, drone_count: 3 },
    });
    const { code, lines, stderr } = await run([AIRLINE, target]);
    expect(code).toBe(2);
    expect(parsed(lines[0]).outcome).toBe("review");
    expect(Object.keys(parsed(lines[1]))).toEqual(["error"]);
    expect(stderr).toContain("/deployment/drone_count");
  });

  test("a value is not of the list, with its pointer on stderr", async () => {
    const airline = sample("airline");
    const target = file("value.json", { ...airline, purpose: { ...airline.purpose, output_use: "maybe" } });
    const { code, stderr } = await run([target]);
    expect(code).toBe(2);
    expect(stderr).toContain("/purpose/output_use");
  });

  test("a file is not there", async () => {
    const { code, lines, stderr } = await run(["nowhere.json"]);
    expect([code, lines.length]).toEqual([2, 1]);
    expect(stderr).toContain("nowhere.json: there is no such file");
  });

  test.each([
    ["--on", "2031-02-30"],
    ["--facts", "nowhere.json"],
    ["--pack", "nowhere.json"],
  ])("%s %s cannot be used", async (option, value) => {
    const { code, lines, stderr } = await run([AIRLINE, POLICE, option, value]);
    expect([code, lines.length]).toEqual([2, 2]);
    expect(lines.every((line) => "error" in parsed(line))).toBe(true);
    expect(stderr).toContain(option);
  });

  test("no file is named, or an option is not known", async () => {
    expect((await run([])).stderr).toContain("usage:");
    expect((await run([])).code).toBe(2);
    expect((await run(["--frobnicate", AIRLINE])).code).toBe(2);
  });
});

describe("screen judges by", () => {
  test("--facts and --on: a statute lifts HS01 from its day, and no day before", async () => {
    const facts = file("facts.json", [STATUTE]);
    const later = await run([POLICE, "--facts", facts, "--on", "2031-01-01"]);
    expect(parsed(later.lines[0])).toMatchObject({ outcome: "needs_instrument", tier: "T4" });
    const before = await run([POLICE, "--facts", facts, "--on", "2030-12-31"]);
    expect(parsed(before.lines[0]).outcome).toBe("denied");
  });

  test("--facts that are no facts are refused with a pointer", async () => {
    const { code, stderr } = await run([POLICE, "--facts", file("bad-facts.json", [{ fact: "x" }])]);
    expect(code).toBe(2);
    expect(stderr).toContain("/0/in_force_from");
  });

  test("--pack: another version decides, and is named", async () => {
    const tiers = PACK.tiers.map((tier) => (tier.id === "T1" ? { ...tier, risk_max: 19 } : tier));
    const pack = file("pack.json", { ...PACK, version: "2027-01", tiers });
    const { code, lines } = await run([AIRLINE, "--pack", pack]);
    expect(code).toBe(0);
    expect(parsed(lines[0])).toMatchObject({ pack: "2027-01", tier: "T2", track: "lanes" });
  });

  test("--pack with an error in it is refused with a pointer", async () => {
    const pack = file("bad-pack.json", { ...PACK, factors: PACK.factors.slice(1) });
    const { code, stderr } = await run([AIRLINE, "--pack", pack]);
    expect(code).toBe(2);
    expect(stderr).toContain("/factors: Weights total 89, not 100");
  });
});
