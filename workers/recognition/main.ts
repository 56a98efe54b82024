import { claimJob } from "#lib/jobs/claim-job";
import { ENGINE_MS_MAX, JOBS_A_PROCESS, LANES } from "#lib/jobs/job";
import { openConsumer, prepareQueueStore } from "#lib/jobs/queue";
import { closeDatabase } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { log } from "#lib/platform/log";
import { serveMetrics } from "#lib/platform/metrics";
import { runProcess } from "#lib/platform/process-lifecycle";
import { createFaceEngine } from "#lib/recognition/engine";
import { selfTest } from "#lib/recognition/self-test";
import { recogniseWith } from "./answer";
import { createJobProcessor } from "./process-job";
import { createTurnstile } from "./turnstile";

/** After the engine got stuck: time for the jobs beside the one in it to be handed back. */
const HAND_BACK_MS = 2_000;

let stop: () => Promise<void> = async () => {};

runProcess({
  name: "recognition",
  start: async () => {
    const { LISTEN_HOST, METRICS_PORT } = env();
    const engine = await createFaceEngine();
    const tested = await selfTest(engine);
    if (!tested.ok) throw new Error(tested.reason);
    await prepareQueueStore();
    // Ready means that the database answers; and no job pays for a process's first statements.
    await claimJob("job_none");

    const turnstile = createTurnstile({
      limitMs: ENGINE_MS_MAX,
      onStuck: () => {
        log.fatal("the engine is stuck, ending this process");
        setTimeout(() => process.exit(1), HAND_BACK_MS);
      },
    });
    const work = createJobProcessor({ recognise: recogniseWith(engine), turnstile });
    const consumers = LANES.map((lane) => openConsumer(lane, { atOnce: JOBS_A_PROCESS, work }));
    const metricsServer = METRICS_PORT === undefined ? undefined : serveMetrics(METRICS_PORT, LISTEN_HOST);
    stop = async () => {
      await Promise.all(consumers.map((consumer) => consumer.close()));
      metricsServer?.close();
      await engine.close();
      await closeDatabase();
    };
  },
  stop: () => stop(),
});
