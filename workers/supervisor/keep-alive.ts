import { setTimeout as sleep } from "node:timers/promises";
import { type Death, type LaunchedProcess, launchProcess, type ProcessSpec } from "./launch-process";
import type { ChildRecord } from "./leftovers";
import { Refusal } from "./refusal";

export type KeptProcess = {
  spec: ProcessSpec;
  /** Settles once: when it is ready for the first time, or rejects when it never comes up. Stays open when it is stopped before. */
  ready: Promise<void>;
  /** Rejects with a Refusal when it never came up; resolves when it was told to stop. */
  ended: Promise<void>;
  /** Drains it and starts it anew. */
  reload: () => void;
  /** Drains it and ends it for good; killed when the drain takes longer than it may. */
  stop: () => Promise<void>;
  /** Ends it for good, at once. */
  kill: () => void;
};

export type Surroundings = {
  cwd: string;
  logFile: string;
  record: ChildRecord;
  say: (text: string) => void;
};

const FAILED_STARTS_MAX = 5;
const BACKOFF_FIRST_MS = 100;
const BACKOFF_MAX_MS = 5_000;
/** Whoever lived this long starts again with the shortest wait. */
const LONG_LIFE_MS = 10_000;

type State = { child: LaunchedProcess | undefined; stopping: boolean; reloading: boolean };

/**
 * Runs a process, and again whenever it dies, until told to stop. It is given up only if it never came up at all: one
 * that has worked before waits for what it lacks, such as a database that is away or the end of an edit.
 */
export function keepAlive(spec: ProcessSpec, around: Surroundings): KeptProcess {
  const state: State = { child: undefined, stopping: false, reloading: false };
  let resolveReady = () => {};
  const firstReady = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });
  const ended = run(spec, around, state, () => resolveReady());
  // One that was stopped before it was ready never was.
  const ready = Promise.race([firstReady, ended.then(() => new Promise<never>(() => {}))]);
  ready.catch(() => undefined); // whoever waits for it is told; so is whoever waits for `ended`
  ended.catch(() => undefined);
  return {
    spec,
    ready,
    ended,
    reload: () => {
      if (state.stopping) return;
      state.reloading = true;
      state.child?.signal("SIGTERM");
    },
    stop: () => stop(spec, around, state, ended),
    kill: () => {
      state.stopping = true;
      state.child?.signal("SIGKILL");
    },
  };
}

async function run(
  spec: ProcessSpec,
  around: Surroundings,
  state: State,
  onReady: () => void,
): Promise<void> {
  let backoffMs = BACKOFF_FIRST_MS;
  let hasWorked = false;
  let failedStarts = 0;
  while (!state.stopping) {
    const child = launchProcess(spec, around.cwd, around.logFile);
    state.child = child;
    if (child.pid !== undefined) around.record.started(child.pid);
    child.ready.then(onReady, () => undefined);
    const death = await child.ended;
    if (state.stopping) return;
    if (state.reloading) {
      state.reloading = false;
      continue;
    }
    hasWorked ||= death.wasReady;
    failedStarts += 1;
    if (!hasWorked && failedStarts >= FAILED_STARTS_MAX) throw new Refusal(hopeless(spec, around, death));
    backoffMs = death.livedMs > LONG_LIFE_MS ? BACKOFF_FIRST_MS : Math.min(backoffMs * 2, BACKOFF_MAX_MS);
    around.say(`${spec.name} ended (${death.how}); starting it again`);
    await sleep(backoffMs);
  }
}

function hopeless(spec: ProcessSpec, around: Surroundings, { how }: Death): string {
  return `${spec.name} ended ${FAILED_STARTS_MAX} times before it was ready, last with ${how}. Its log: ${around.logFile}`;
}

async function stop(
  spec: ProcessSpec,
  around: Surroundings,
  state: State,
  ended: Promise<void>,
): Promise<void> {
  state.stopping = true;
  state.child?.signal("SIGTERM");
  const late = setTimeout(() => {
    around.say(`${spec.name} did not stop in time; ending it`);
    state.child?.signal("SIGKILL");
  }, spec.stopMs);
  await ended.catch(() => undefined);
  clearTimeout(late);
}
