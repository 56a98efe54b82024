import { log } from "./log";

export type ProcessParts = {
  /** For its own log lines. */
  name: string;
  /** Resolves when the process can do its work: that is what it reports as ready. */
  start: () => Promise<void>;
  /** Takes nothing new, ends what is in hand, closes everything. Called once, and only after `start` has settled. */
  stop: () => Promise<void>;
  /** How long `stop` may take before the process ends anyway; 20 s unless told otherwise. */
  stopMs?: number;
};

/** A message that a worker process sends to its supervisor. */
export type ReadyMessage = { ready: true };

const STOP_MS = 20_000;
const FAILED = 1;

/**
 * Runs one process from its first line to its last.
 *
 * It stops in good order on SIGTERM, on SIGINT and when its supervisor is gone, so that a killed supervisor leaves
 * no orphans; a second signal ends it at once. An error that nobody caught is logged and ends it with a failure:
 * what state it left behind is unknown, and the supervisor starts a fresh one.
 */
export function runProcess(parts: ProcessParts): void {
  const { name, stopMs = STOP_MS } = parts;
  let stopping = false;

  const die = (message: string) => (error: unknown) => {
    log.fatal({ err: error }, `${name}: ${message}`);
    process.exit(FAILED);
  };
  process.on("uncaughtException", die("an error that nobody caught"));
  process.on("unhandledRejection", die("a rejection that nobody caught"));

  const started = parts.start();
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, `${name}: stopping`);
    setTimeout(() => die(`did not stop within ${stopMs} ms`)(undefined), stopMs).unref();
    started
      .then(parts.stop)
      .then(() => process.exit(0))
      .catch(die("could not stop"));
  };
  let signals = 0;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      signals += 1;
      if (signals > 1) process.exit(FAILED);
      stop(signal);
    });
  }
  if (process.send !== undefined) process.on("disconnect", () => stop("supervisor gone"));

  started.then(() => {
    log.info(`${name}: ready`);
    process.send?.({ ready: true } satisfies ReadyMessage);
  }, die("could not start"));
}
