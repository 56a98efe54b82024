import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBundle } from "#lib/ledger/bundle";
import { verifyBundle } from "#lib/ledger/verify-bundle";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import { PROJECT, startTestStack, type TestStack } from "#tests/support/stack";

const TOUR_MS = 180_000;
let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
}, 300_000);

afterAll(async () => {
  await stack?.stop();
  stack?.remove();
}, 60_000);

function tour(...args: string[]): {
  ended: Promise<{ code: number | null; output: string }>;
  saw: (text: string) => Promise<void>;
} {
  const child = spawn(
    process.execPath,
    [path.join(PROJECT, "bin/run.mjs"), "workers/tour/tour.ts", ...args],
    {
      cwd: stack.dataFolder,
      env: {
        ...process.env,
        COUNTERSIGN_DATA: stack.dataFolder,
        npm_lifecycle_event: undefined,
        INIT_CWD: stack.dataFolder,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  const waiting: { text: string; resolve: () => void }[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const wait of waiting) if (output.includes(wait.text)) wait.resolve();
    });
  }
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, output })),
  );
  const saw = (text: string) =>
    Promise.race([
      new Promise<void>((resolve) => waiting.push({ text, resolve })),
      ended.then(({ output: all }) => {
        if (!all.includes(text)) throw new Error(`the tour ended without "${text}":\n${all}`);
      }),
    ]);
  return { ended, saw };
}

/** The whole ledger over HTTP, verified here. */
async function wholeLedger(): Promise<string[]> {
  const note = await (await fetch(`${stack.gatewayUrl}/v1/ledger/checkpoint`)).text();
  const size = Number(note.split("\n")[1]);
  const kinds: string[] = [];
  for (let from = 0; from < size; from += 1_000) {
    const to = Math.min(size, from + 1_000);
    const read = readBundle(
      await (await fetch(`${stack.gatewayUrl}/v1/ledger/bundle?from=${from}&to=${to}`)).text(),
    );
    if (!read.ok) throw new Error(read.reason);
    expect(verifyBundle(read.bundle)).toMatchObject({ ok: true });
    kinds.push(...read.bundle.entries.map(({ leaf }) => String(JSON.parse(leaf).kind)));
  }
  return kinds;
}

describe("the tour", () => {
  it(
    "goes from application to answer and back to a refusal",
    async () => {
      const { code, output } = await tour().ended;
      expect(output).toContain("every step was as it should be");
      expect(output).toContain("7 in order, screened again");
      expect(output).toContain("401 key_revoked");
      expect(code).toBe(0);
    },
    TOUR_MS,
  );

  it(
    "compares two photographs of one's own",
    async () => {
      const { otherPerson } = await samplePhotographs();
      const files = (otherPerson[0] ?? []).map(({ jpeg }, index) => {
        const file = path.join(stack.dataFolder, `own-${index}.jpg`);
        writeFileSync(file, jpeg);
        return path.basename(file);
      });
      const { code, output } = await tour(...files).ended;
      expect(output).toContain("no match");
      expect(code).toBe(0);
    },
    TOUR_MS,
  );

  it(
    "sees a US police department refused at screening, with the reasons",
    async () => {
      const { code, output } = await tour("--deny").ended;
      expect(output).toMatch(/HS01[\s\S]*HS04/);
      expect(output).toContain("no key can come of it");
      expect(code).toBe(0);
    },
    TOUR_MS,
  );

  it.each([
    ["one photograph", ["a.jpg"], /two, or --deny/],
    ["an unknown flag", ["--approve"], /two, or --deny/],
    [
      "files that are no pictures",
      ["run/stack.json", "run/seeded"],
      /run\/stack\.json is not a JPEG, PNG or WebP image/,
    ],
    ["photographs that are not there", ["no.jpg", "where.jpg"], /cannot read the photograph/],
  ])(
    "says what is wrong with %s, and does nothing",
    async (_what, args, message) => {
      const { code, output } = await tour(...args).ended;
      expect(output).toMatch(message);
      expect(code).toBe(1);
    },
    TOUR_MS,
  );

  it(
    "loses nothing and doubles nothing when every process is killed in the middle, and goes again after a new start",
    async () => {
      const running = tour();
      await running.saw("the privacy lane scores and locks");
      const children = childPids();
      expect(children.length).toBeGreaterThan(3);
      await stack.kill();
      for (const pid of children) killHard(pid);
      expect((await running.ended).code).toBe(1);

      stack = await startTestStack({ dataFolder: stack.dataFolder });
      const kinds = await wholeLedger();
      const count = (kind: string) => kinds.filter((found) => found === kind).length;
      // The demo's own, three whole tours and the one that was cut off.
      expect(count("application.submitted")).toBe(5);
      expect(count("job.released")).toBe(count("job.accepted"));
      expect(count("grant.created")).toBe(count("decision.issued"));

      const again = await tour().ended;
      expect(again.output).toContain("every step was as it should be");
      expect((await wholeLedger()).length).toBeGreaterThan(kinds.length);
    },
    3 * TOUR_MS,
  );
});

function childPids(): number[] {
  const recorded: unknown = JSON.parse(
    readFileSync(path.join(stack.dataFolder, "run/children.json"), "utf8"),
  );
  if (!Array.isArray(recorded)) throw new Error("no children are recorded");
  return recorded.map((child: { pid: number }) => child.pid);
}

function killHard(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended with its supervisor.
  }
}
