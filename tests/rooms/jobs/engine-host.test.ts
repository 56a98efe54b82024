import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Outcome } from "#lib/jobs/outcome";
import { EMBEDDING_MODEL_ID } from "#lib/recognition/model-ids";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import {
  type EngineHost,
  type EngineHostOptions,
  startEngineHost,
} from "../../../workers/recognition/engine-host";
import type { Work } from "../../../workers/recognition/recogniser";

const program = fileURLToPath(new URL("../../fixtures/engine/program.ts", import.meta.url));
const unfit = fileURLToPath(new URL("../../fixtures/engine/unfit.ts", import.meta.url));

let host: EngineHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

async function startHost(options: Partial<EngineHostOptions> = {}): Promise<EngineHost> {
  host = await startEngineHost({ limitMs: 15_000, onUnavailable: () => undefined, program, ...options });
  return host;
}

function work(operation: string): Work {
  return {
    operation,
    request: { threshold: 0.5, floor: 0.5, modelId: EMBEDDING_MODEL_ID } as Work["request"],
    pictures: new Map([["image", new Uint8Array([1, 2, 3])]]),
  };
}

type Seen = { pid: number; secrets: string[]; pictures: unknown };

function seen(outcome: Outcome): Seen {
  if (outcome.kind !== "failure") throw new Error(outcome.kind);
  return JSON.parse(outcome.detail);
}

/** Processes that this one has started and that still run. */
function childPids(): number[] {
  return readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8")
    .trim()
    .split(" ")
    .map(Number);
}

describe("an engine in a process of its own", () => {
  it("is given the pictures, and no secret of the worker's", async () => {
    vi.stubEnv("IMAGE_KEK", "secret");
    vi.stubEnv("DATABASE_URL", "postgres://secret");
    const { recognise } = await startHost();
    const { pid, secrets, pictures } = seen(await recognise(work("look")));
    vi.unstubAllEnvs();
    expect(pid).not.toBe(process.pid);
    expect(secrets).toEqual([]);
    expect(pictures).toEqual([["image", [1, 2, 3]]]);
  });

  it("that a picture crashes fails that picture alone; those behind it get the next engine", async () => {
    const { recognise } = await startHost();
    const before = recognise(work("look"));
    const crash = recognise(work("crash"));
    const behind = [recognise(work("look")), recognise(work("look"))];
    const first = seen(await before).pid;
    await expect(crash).rejects.toThrow(/engine ended \(SIGSEGV\)/);
    const pids = (await Promise.all(behind)).map((outcome) => seen(outcome).pid);
    expect(pids[0]).not.toBe(first);
    expect(pids[1]).toBe(pids[0]);
  }, 60_000);

  it("that a picture holds up is killed at the limit, and the next picture is answered", async () => {
    const { recognise } = await startHost({ limitMs: 1_500 });
    const first = seen(await recognise(work("look"))).pid;
    await expect(recognise(work("hang"))).rejects.toThrow(/longer than 1500 ms/);
    expect(seen(await recognise(work("look"))).pid).not.toBe(first);
    expect(() => process.kill(first, 0)).toThrow(/ESRCH/);
  }, 60_000);

  it("has the whole time for each picture of a job, and not less for the second", async () => {
    const { recognise } = await startHost({ limitMs: 1_500 });
    expect(await recognise(work("two slow"))).toMatchObject({ detail: "both looked at" });
  }, 60_000);

  it.runIf(process.platform === "linux")(
    "that a picture fills with memory is killed at the limit, and the next picture is answered",
    async () => {
      const { recognise } = await startHost({ rssLimitBytes: 600 * 1024 ** 2 });
      const first = seen(await recognise(work("look"))).pid;
      await expect(recognise(work("fill"))).rejects.toThrow("the engine took more than 600 MB");
      expect(seen(await recognise(work("look"))).pid).not.toBe(first);
      await vi.waitFor(() => expect(() => process.kill(first, 0)).toThrow(/ESRCH/));
    },
    60_000,
  );

  it("is not trusted again after an error that nobody expected", async () => {
    const { recognise } = await startHost();
    const first = seen(await recognise(work("look"))).pid;
    await expect(recognise(work("throw"))).rejects.toThrow("TypeError: of all things");
    expect(seen(await recognise(work("look"))).pid).not.toBe(first);
  }, 60_000);

  it("that ended while idle costs no picture", async () => {
    const { recognise } = await startHost();
    const { pid } = seen(await recognise(work("look")));
    process.kill(pid, "SIGKILL");
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(/ESRCH/));
    expect(seen(await recognise(work("look"))).pid).not.toBe(pid);
  }, 60_000);

  it("that has grown too large is replaced between pictures, and none waits for it", async () => {
    const { recognise } = await startHost({ rssMaxBytes: 10 ** 9 });
    const first = seen(await recognise(work("grow"))).pid;
    expect(seen(await recognise(work("look"))).pid).toBe(first);
    await vi.waitFor(async () => expect(seen(await recognise(work("look"))).pid).not.toBe(first), 20_000);
    await vi.waitFor(() => expect(() => process.kill(first, 0)).toThrow(/ESRCH/), 5_000);
  }, 60_000);

  it("that came in place of a crashed one is not left behind when another was on its way", async () => {
    const { recognise } = await startHost({ rssMaxBytes: 10 ** 9 });
    void recognise(work("grow"));
    // While these are answered the next engine comes up: it is ready before the one that the crash asks for.
    for (let looks = 0; looks < 6; looks++) void recognise(work("look"));
    const crash = recognise(work("crash"));
    const between = recognise(work("look"));
    await expect(crash).rejects.toThrow(/engine ended/);
    const { pid } = seen(await between);
    await vi.waitFor(async () => expect(seen(await recognise(work("look"))).pid).not.toBe(pid), 20_000);
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(/ESRCH/), 5_000);
  }, 60_000);

  it.runIf(process.platform === "linux")(
    "that is still coming up when the worker closes ends with it",
    async () => {
      const { recognise, close } = await startHost({ rssMaxBytes: 10 ** 9 });
      const before = childPids();
      await recognise(work("grow"));
      const started = childPids().filter((pid) => !before.includes(pid));
      expect(started).toHaveLength(1);
      await close();
      await vi.waitFor(() => expect(() => process.kill(started[0] ?? 0, 0)).toThrow(/ESRCH/), 20_000);
    },
    60_000,
  );

  it("that is frozen while idle holds nobody up for long when it is let go", async () => {
    const { recognise, close } = await startHost();
    const { pid } = seen(await recognise(work("look")));
    process.kill(pid, "SIGSTOP");
    await close();
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  }, 60_000);

  it("that is unfit keeps the worker from starting, and says why", async () => {
    await expect(startHost({ program: unfit })).rejects.toThrow("self-test: calls everyone the same");
  });

  it("hands back what waits when it closes, after what is in hand", async () => {
    const { recognise, close } = await startHost();
    const inHand = recognise(work("look"));
    await inHand;
    await close();
    await expect(recognise(work("look"))).rejects.toMatchObject({ name: "EngineUnavailable" });
  });
});

describe("the engine that is shipped", () => {
  it("answers photographs from its own process", async () => {
    host = await startEngineHost({ limitMs: 20_000, onUnavailable: () => undefined });
    const [photograph] = (await samplePhotographs()).personA;
    const picture = new Map([["image" as const, Uint8Array.from(photograph?.jpeg ?? [])]]);
    const outcome = await host.recognise({ ...work("detect"), pictures: picture });
    expect(outcome).toMatchObject({
      kind: "answer",
      result: { operation: "detect", faces: [{ quality: { level: "high" } }] },
    });
  }, 60_000);
});
