import { slotsOf } from "#lib/jobs/job";
import type { Dispatcher } from "#lib/jobs/queue";
import { relayJobs } from "#lib/jobs/relay-jobs";
import { metrics } from "#lib/platform/metrics";
import { listen } from "#lib/platform/notify";
import { type Loop, startLoop } from "./loop";

/** Without a notification, the outbox is looked at this often. */
const POLL_MS = 500;
const COUNT_WORKERS_MS = 2_000;

/** Outbox → queue: at once when work is put in or a job ends, and by the clock in case nobody said so. */
export function startRelay(dispatcher: Dispatcher): Loop {
  let slots = 0;
  let countedAt = 0;
  let isWaiting = true;

  async function turn(): Promise<void> {
    if (Date.now() - countedAt > COUNT_WORKERS_MS) {
      slots = slotsOf(await dispatcher.processes());
      countedAt = Date.now();
      metrics.slots.set(slots);
    }
    ({ isWaiting } = await relayJobs({ dispatcher, slots }));
  }

  const loop = startLoop({ name: "relay", everyMs: POLL_MS, turn });
  const listener = listen(["countersign_outbox", "countersign_job"], {
    // A job's end makes room, which is of use only while others wait for it.
    onMessage: (channel) => {
      if (channel === "countersign_outbox" || isWaiting) loop.wake();
    },
    onGap: loop.wake,
  });
  return {
    wake: loop.wake,
    stop: async () => {
      await listener.stop();
      await loop.stop();
    },
  };
}
