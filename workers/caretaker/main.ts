import { expireFaces } from "#lib/galleries/expire-faces";
import { expireGrants } from "#lib/grants/expire-grants";
import { openDueReReviews } from "#lib/grants/open-re-review";
import { tellGrantEnds } from "#lib/grants/tell-grant-ends";
import { openDispatcher, prepareQueueStore } from "#lib/jobs/queue";
import { tellQuotas } from "#lib/jobs/tell-quotas";
import { tellKeyEnds } from "#lib/keys/tell-key-ends";
import { watchDrift } from "#lib/oversight/watch-drift";
import { closeDatabase } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { log } from "#lib/platform/log";
import { serveMetrics } from "#lib/platform/metrics";
import { runProcess } from "#lib/platform/process-lifecycle";
import { startClocks } from "./clocks";
import { startDomainEvents } from "./domain-events";
import { type Loop, startLoop } from "./loop";
import { startDailyMail, startMail } from "./mail";
import { startReconciler } from "./reconciler";
import { startRelay } from "./relay";
import { startRetention } from "./retention";
import { createSequencer } from "./sequencer";
import { startWebhookRetention, startWebhooks } from "./webhooks";

async function watchDriftAndSay(): Promise<void> {
  const opened = await watchDrift();
  if (opened > 0) log.info({ opened }, "re-reviews after drift");
}

let stop: () => Promise<void> = async () => {};

runProcess({
  name: "caretaker",
  start: async () => {
    const { LISTEN_HOST, METRICS_PORT } = env();
    await prepareQueueStore();
    const dispatcher = openDispatcher();
    const sequence = createSequencer();
    const loops: Loop[] = [
      startLoop({ name: "sequencer", everyMs: 1_000, turn: () => sequence(new Date()) }),
      startRelay(dispatcher),
      startReconciler(dispatcher),
      startDomainEvents(),
      startRetention(),
      startClocks(),
      startMail(),
      startDailyMail(),
      startWebhooks(),
      startWebhookRetention(),
      startLoop({ name: "face expiry", everyMs: 60_000, turn: () => expireFaces() }),
      startLoop({ name: "grant expiry", everyMs: 60_000, turn: () => expireGrants() }),
      startLoop({ name: "quotas", everyMs: 15_000, turn: () => tellQuotas() }),
      startLoop({ name: "drift", everyMs: 3_600_000, turn: watchDriftAndSay }),
      startLoop({ name: "key expiry", everyMs: 60_000, turn: () => tellKeyEnds() }),
      startLoop({
        name: "re-reviews",
        everyMs: 60_000,
        turn: async () => {
          await openDueReReviews();
          await tellGrantEnds();
        },
      }),
    ];
    const metricsServer = METRICS_PORT === undefined ? undefined : serveMetrics(METRICS_PORT, LISTEN_HOST);
    stop = async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      metricsServer?.close();
      await dispatcher.close();
      await closeDatabase();
    };
  },
  stop: () => stop(),
});
