import type { Server } from "node:http";
import { watchJobs } from "#lib/jobs/watch-jobs";
import { ledgerHealth } from "#lib/ledger/require-live-ledger";
import { closeDatabase } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { serveMetrics } from "#lib/platform/metrics";
import { runProcess } from "#lib/platform/process-lifecycle";
import { buildServer } from "./server";

/** Answers in flight have this long to end before the process stops anyway. */
const DRAIN_MS = 10_000;

let draining = false;
let stop: () => Promise<void> = async () => {};

runProcess({
  name: "gateway",
  start: async () => {
    const { GATEWAY_PORT, LISTEN_HOST, METRICS_PORT } = env();
    // Ready means that the database answers; and no caller pays for a process's first statements.
    await ledgerHealth();
    const watch = watchJobs();
    const server = await buildServer({ watch, draining: () => draining });
    await server.listen({ port: GATEWAY_PORT, host: LISTEN_HOST });
    const metricsServer: Server | undefined =
      METRICS_PORT === undefined ? undefined : serveMetrics(METRICS_PORT, LISTEN_HOST);
    stop = async () => {
      const cutOff = setTimeout(() => server.server.closeAllConnections(), DRAIN_MS);
      await server.close();
      clearTimeout(cutOff);
      metricsServer?.close();
      await watch.stop();
      await closeDatabase();
    };
  },
  stop: async () => {
    draining = true;
    await stop();
  },
  stopMs: DRAIN_MS + 3_000,
});
