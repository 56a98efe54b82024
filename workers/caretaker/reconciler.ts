import type { Dispatcher } from "#lib/jobs/queue";
import { reconcileJobs } from "#lib/jobs/reconcile-jobs";
import { log } from "#lib/platform/log";
import { type Loop, startLoop } from "./loop";

/** With a lease of 10 s, a job whose worker was killed is back in line within 12 s. */
const EVERY_MS = 1_500;

export function startReconciler(dispatcher: Dispatcher): Loop {
  return startLoop({
    name: "reconciler",
    everyMs: EVERY_MS,
    turn: async () => {
      const repaired = await reconcileJobs({ dispatcher });
      if (repaired.takenBack + repaired.handedOver > 0) log.warn(repaired, "jobs repaired");
    },
  });
}
