import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Outcome } from "#lib/jobs/outcome";
import type { RuntimeName } from "#lib/recognition/runtime";
import type { EngineReply, EngineRequest } from "./engine-messages";
import type { Work } from "./recogniser";
import { watchMemory } from "./watch-memory";

/** Models read, networks made and the self-test passed: two seconds, on a busy machine many more. */
const START_MS_MAX = 90_000;

/** An idle engine ends at once when asked; whoever waits for it is not to wait for one that is stuck. */
const STOP_MS_MAX = 2_000;

/** What the engine's process may know of our environment: where programs and temporary files are, and how to measure. */
const PASSED_ON = [
  "PATH",
  "HOME",
  "TMPDIR",
  "NODE_OPTIONS",
  "CALIBRATION_FILE",
  "RECOGNITION_RUNTIME",
] as const;

/** What an engine may take for one picture. */
export type EngineLimits = {
  pictureMs: number;
  /** Resident memory of its process, whoever allocated it. */
  rssBytes: number;
};

/** An engine in a process of its own, warm and tested. */
export type EngineProcess = {
  readonly pid: number | undefined;
  /** What its networks run on. */
  readonly runtime: RuntimeName;
  /** One at a time. @throws when the process ends, takes longer or more memory than it may; it is gone then */
  answer(work: Work): Promise<{ outcome: Outcome; rssBytes: number }>;
  /** Settles when the process has ended, however that came about. */
  readonly ended: Promise<void>;
  /** Ends it, by force when it does not end itself; nothing may be in it. */
  stop(): Promise<void>;
};

/**
 * Starts an engine and waits until it has passed its self-test.
 *
 * @param limits past either a picture has the process killed
 * @param program the engine's; a test may have another
 * @throws when it does not start or is unfit, saying why
 */
export async function startEngineProcess({
  limits,
  program = fileURLToPath(new URL("engine-child.ts", import.meta.url)),
}: {
  limits: EngineLimits;
  program?: string | undefined;
}): Promise<EngineProcess> {
  const child = fork(program, [], {
    execArgv: ["--import", "tsx"],
    serialization: "advanced",
    env: onlyWhatIsNeeded(),
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const first = await nextReply(child, { ...limits, pictureMs: START_MS_MAX });
  if (first.kind !== "ready") {
    child.kill("SIGKILL");
    throw new Error(first.kind === "unfit" ? first.reason : "the engine spoke before it was ready");
  }
  let last = 0;
  return {
    pid: child.pid,
    runtime: first.runtime,
    ended,
    answer: async (work) => {
      const id = ++last;
      const reply = nextReply(child, limits);
      child.send({ id, work } satisfies EngineRequest);
      const answered = await reply;
      if (answered.kind === "outcome" && answered.id === id) return answered;
      throw new Error(answered.kind === "error" ? answered.message : "the engine answered something else");
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
      await ended;
      clearTimeout(timer);
    },
  };
}

type Answered = Exclude<EngineReply, { kind: "picture" }>;

function onlyWhatIsNeeded(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { NODE_ENV: process.env.NODE_ENV };
  for (const name of PASSED_ON) env[name] = process.env[name];
  return env;
}

/**
 * The next answer, or why there is none. Each picture that is begun meanwhile has the whole time again; past a limit
 * the process is killed, since there is no other way out of native code.
 */
function nextReply(child: ChildProcess, { pictureMs, rssBytes }: EngineLimits): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => settle(() => reject(new Error(`the engine ${reason}`)));
    const kill = (reason: string) => {
      child.kill("SIGKILL");
      fail(reason);
    };
    const limit = () => setTimeout(() => kill(`took longer than ${pictureMs} ms`), pictureMs);
    let timer = limit();
    const unwatch = watchMemory(child.pid, rssBytes, () => kill(`took more than ${rssBytes / 1024 ** 2} MB`));
    const onMessage = (message: EngineReply) => {
      if (message.kind !== "picture") return settle(() => resolve(message));
      clearTimeout(timer);
      timer = limit();
    };
    const onExit = (code: number | null, signal: string | null) =>
      fail(`ended (${signal ?? `code ${code}`})`);
    const onError = (error: Error) => settle(() => reject(error));
    const settle = (done: () => void) => {
      clearTimeout(timer);
      unwatch();
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
      done();
    };
    child.on("message", onMessage).on("exit", onExit).on("error", onError);
  });
}
