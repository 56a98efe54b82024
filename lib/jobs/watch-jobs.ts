import { read } from "#lib/platform/db";
import { log } from "#lib/platform/log";
import { listen } from "#lib/platform/notify";
import { OPEN_STATES } from "./job";
import { findEnded } from "./view-store";

/** A notification can be lost, so all that are waited for are also looked up this often, in one query. */
const POLL_MS = 250;

export type JobWatch = {
  /** @returns true once the job is over, false when `timeoutMs` passed first or the watch was stopped */
  ended: (jobId: string, timeoutMs: number) => Promise<boolean>;
  stop: () => Promise<void>;
};

/** One a process: wakes those who wait for a job when PostgreSQL says that it has ended. */
export function watchJobs(): JobWatch {
  const waiting = new Map<string, Set<(over: boolean) => void>>();

  const settle = (jobId: string, over: boolean) => {
    for (const resolve of waiting.get(jobId) ?? []) resolve(over);
    waiting.delete(jobId);
  };
  const lookUp = () => {
    if (waiting.size === 0) return;
    read((tx) => findEnded(tx, [...waiting.keys()], OPEN_STATES)).then(
      (ended) => {
        for (const jobId of ended) settle(jobId, true);
      },
      (error) => log.warn({ err: error }, "jobs could not be looked up"),
    );
  };
  const listener = listen(["countersign_job"], {
    onMessage: (_channel, jobId) => settle(jobId, true),
    onGap: lookUp,
  });
  const poll = setInterval(lookUp, POLL_MS);

  return {
    ended: (jobId, timeoutMs) =>
      new Promise((resolve) => {
        const resolvers = waiting.get(jobId) ?? new Set();
        waiting.set(jobId, resolvers);
        const finish = (over: boolean) => {
          clearTimeout(timer);
          resolve(over);
        };
        const timer = setTimeout(() => {
          resolvers.delete(finish);
          if (resolvers.size === 0 && waiting.get(jobId) === resolvers) waiting.delete(jobId);
          finish(false);
        }, timeoutMs);
        resolvers.add(finish);
      }),
    stop: async () => {
      clearInterval(poll);
      for (const jobId of [...waiting.keys()]) settle(jobId, false);
      await listener.stop();
    },
  };
}
