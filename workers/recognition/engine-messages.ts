import type { Outcome } from "#lib/jobs/outcome";
import type { RuntimeName } from "#lib/recognition/runtime";
import type { Work } from "./recogniser";

/** From the worker to its engine. */
export type EngineRequest = { id: number; work: Work };

/**
 * From the engine to its worker. `picture`: the next picture of the work in hand is begun. `rssBytes`: memory of the
 * engine's process after the answer.
 */
export type EngineReply =
  | { kind: "ready"; runtime: RuntimeName }
  | { kind: "picture" }
  | { kind: "unfit"; reason: string }
  | { kind: "outcome"; id: number; outcome: Outcome; rssBytes: number }
  | { kind: "error"; id: number; message: string };
