import type { Outcome } from "#lib/jobs/outcome";
import type { Work } from "./recogniser";

/** From the worker to its engine. */
export type EngineRequest = { id: number; work: Work };

/** From the engine to its worker. `rssBytes`: memory of the engine's process after the answer. */
export type EngineReply =
  | { kind: "ready" }
  | { kind: "unfit"; reason: string }
  | { kind: "outcome"; id: number; outcome: Outcome; rssBytes: number }
  | { kind: "error"; id: number; message: string };
