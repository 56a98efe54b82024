import { log } from "#lib/platform/log";

export type Loop = {
  /** Runs a turn now, or right after the one that is running. */
  wake: () => void;
  /** Starts no further turn and waits for the one that is running. */
  stop: () => Promise<void>;
};

const JITTER = 0.2;
const BACKOFF_MAX_MS = 30_000;

/**
 * Calls `turn` again and again, never twice at once. What it throws is logged, and the next turn comes later,
 * doubling up to 30 s: a loop outlives any outage.
 *
 * @param everyMs between turns, ±20 % so that loops do not march in step
 */
export function startLoop({
  name,
  everyMs,
  turn,
}: {
  name: string;
  everyMs: number;
  turn: () => Promise<unknown>;
}): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let failures = 0;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        await turn();
        failures = 0;
      } catch (error) {
        failures += 1;
        log.error({ err: error, loop: name, failures }, "a turn failed");
      }
    } while (again && !stopped && failures === 0);
  }

  function next(): void {
    if (stopped || running !== undefined) return;
    clearTimeout(timer);
    running = run().finally(() => {
      running = undefined;
      if (!stopped) timer = setTimeout(next, pauseMs());
    });
  }

  function pauseMs(): number {
    const base = failures === 0 ? everyMs : Math.min(BACKOFF_MAX_MS, Math.max(everyMs, 250) * 2 ** failures);
    return base * (1 - JITTER + 2 * JITTER * Math.random());
  }

  next();
  return {
    wake: () => {
      // After a failure the pause stands: being woken by every job must not turn an outage into a storm.
      if (failures > 0) return;
      again = true;
      next();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
