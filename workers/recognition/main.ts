import { claimJob } from "#lib/jobs/claim-job";
import { createGalleryCache } from "#lib/jobs/gallery-cache";
import { ENGINE_MS_MAX, JOBS_A_PROCESS, LANES } from "#lib/jobs/job";
import { openConsumer, prepareQueueStore } from "#lib/jobs/queue";
import { closeDatabase } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { log } from "#lib/platform/log";
import { serveMetrics } from "#lib/platform/metrics";
import { runProcess } from "#lib/platform/process-lifecycle";
import { startEngineHost } from "./engine-host";
import { createJobProcessor } from "./process-job";

/** After the last engine: time for the jobs in hand to be handed back. */
const HAND_BACK_MS = 2_000;

let stop: () => Promise<void> = async () => {};

runProcess({
  name: "recognition",
  start: async () => {
    const { LISTEN_HOST, METRICS_PORT } = env();
    const host = await startEngineHost({
      limitMs: ENGINE_MS_MAX,
      onUnavailable: (reason) => {
        log.fatal({ reason }, "no engine can be had, ending this process");
        setTimeout(() => process.exit(1), HAND_BACK_MS);
      },
    });
    await prepareQueueStore();
    // Ready means that the database answers; and no job pays for a process's first statements.
    await claimJob("job_none");

    const galleries = createGalleryCache();
    const work = createJobProcessor(host.recognise, galleries);
    const consumers = LANES.map((lane) => openConsumer(lane, { atOnce: JOBS_A_PROCESS, work }));
    const metricsServer = METRICS_PORT === undefined ? undefined : serveMetrics(METRICS_PORT, LISTEN_HOST);
    stop = async () => {
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await galleries.close();
      metricsServer?.close();
      await host.close();
      await closeDatabase();
    };
  },
  stop: () => stop(),
});
