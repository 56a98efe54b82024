import { setTimeout as sleep } from "node:timers/promises";
import { log } from "#lib/platform/log";
import { type EngineProcess, startEngineProcess } from "./engine-process";
import { EngineUnavailable, type Recogniser } from "./recogniser";

/** An engine that has grown past this is replaced between two pictures; it settles at about half. */
const RSS_MAX_BYTES = 600 * 1024 ** 2;

/** One that takes more for a picture is killed: the largest picture that is let in takes half of it. */
const RSS_LIMIT_BYTES = 1024 ** 3;

/** An engine that does not come up so often in a row will not come up. */
const STARTS_MAX = 3;
const RESTART_MS = 500;

export type EngineHost = { recognise: Recogniser; close: () => Promise<void> };

export type EngineHostOptions = {
  /** A picture may take this long. */
  limitMs: number;
  /** No engine can be had any more: this process is of no use. */
  onUnavailable: (reason: string) => void;
  /** Past it an engine is replaced when the work in hand is done. */
  rssMaxBytes?: number;
  /** Past it an engine is killed, and the work in hand has failed. */
  rssLimitBytes?: number;
  /** The engine's program; a test may have another. */
  program?: string;
};

/**
 * Keeps one engine in a child process and gives it one piece of work at a time, in order of arrival.
 *
 * When a picture ends the engine, by a crash or by taking too long or too much memory, only that piece of work fails; those behind it wait
 * for a new engine. One that has grown too large is replaced by one that is warm already.
 *
 * @throws when the first engine does not start, saying why
 */
export async function startEngineHost(options: EngineHostOptions): Promise<EngineHost> {
  const { limitMs, onUnavailable, rssMaxBytes = RSS_MAX_BYTES, program } = options;
  const limits = { pictureMs: limitMs, rssBytes: options.rssLimitBytes ?? RSS_LIMIT_BYTES };
  let engine: EngineProcess | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let isReplacing = false;

  const start = () => startEngineProcess({ limits, program });

  /** One that ends while nothing is in it ends at nobody's cost; so does one that has ended before it is put to use. */
  function putToUse(started: EngineProcess): EngineProcess {
    engine = started;
    log.info({ engine: started.pid, runtime: started.runtime }, "an engine is ready");
    void started.ended.then(() => {
      if (engine === started) engine = null;
    });
    return started;
  }
  putToUse(await start());

  async function engineAtHand(): Promise<EngineProcess> {
    if (closed) throw new EngineUnavailable("the worker is closing");
    for (let tries = 1; engine === null && !closed; tries++) {
      try {
        return putToUse(await start());
      } catch (error) {
        log.error({ err: error, tries }, "the engine did not start");
        if (tries >= STARTS_MAX) {
          onUnavailable(String(error));
          throw new EngineUnavailable("no engine starts");
        }
        await sleep(RESTART_MS * tries);
      }
    }
    if (engine === null) throw new EngineUnavailable("the worker is closing");
    return engine;
  }

  /** Starts the next engine beside the one that still works, and only then lets that one go. */
  async function replace(): Promise<void> {
    if (isReplacing) return;
    isReplacing = true;
    try {
      const next = await start();
      // After the work in hand, so that nobody is cut off. Which engine that leaves is known only then: the one that
      // grew may have crashed meanwhile, and another have come in its place.
      last = last.then(async () => {
        const former = closed ? next : engine;
        if (!closed) putToUse(next);
        await former?.stop();
      });
      await last;
    } catch (error) {
      log.warn({ err: error }, "the engine was not replaced");
    } finally {
      isReplacing = false;
    }
  }

  const recognise: Recogniser = (work) => {
    const mine = last.then(async () => {
      const mineToUse = await engineAtHand();
      try {
        const { outcome, rssBytes } = await mineToUse.answer(work);
        if (rssBytes > rssMaxBytes) void replace();
        return outcome;
      } catch (error) {
        // Whatever state it is in, the next picture is not to meet it.
        engine = null;
        void mineToUse.stop();
        throw error;
      }
    });
    last = mine.catch(() => undefined);
    return mine;
  };

  return {
    recognise,
    close: async () => {
      closed = true;
      await last;
      await engine?.stop();
    },
  };
}
