import { createServer, type Server } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** One registry a process, in Prometheus' text format. Labels are closed sets and codes, never ids of tenants or jobs. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const registers = [registry];

export const metrics = {
  requests: new Counter({
    name: "countersign_requests_total",
    help: "Answers of the gateway, by route and status",
    labelNames: ["route", "status"],
    registers,
  }),
  refusals: new Counter({
    name: "countersign_refusals_total",
    help: "Refusals by code, and where they fell: at the door, at claim or at finish",
    labelNames: ["code", "at"],
    registers,
  }),
  requestSeconds: new Histogram({
    name: "countersign_request_seconds",
    help: "Time from the first header byte to the answer",
    labelNames: ["route"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  }),
  jobsFinished: new Counter({
    name: "countersign_jobs_finished_total",
    help: "Jobs that ended, by operation and phase",
    labelNames: ["operation", "phase"],
    registers,
  }),
  engineSeconds: new Histogram({
    name: "countersign_engine_seconds",
    help: "Time in the engine, decoding included",
    labelNames: ["operation"],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5],
    registers,
  }),
  backlog: new Gauge({
    name: "countersign_backlog_jobs",
    help: "Jobs that wait in the database, and jobs that are with the queue or a worker",
    labelNames: ["lane", "where"],
    registers,
  }),
  slots: new Gauge({
    name: "countersign_worker_slots",
    help: "Jobs that the connected workers can hold at once",
    registers,
  }),
};

/** Serves `GET /metrics` on a port of its own, apart from the tenants' traffic. */
export function serveMetrics(port: number, host: string): Server {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  return server.listen(port, host);
}
