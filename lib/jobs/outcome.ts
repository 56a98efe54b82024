import type { SealedFace } from "#lib/galleries/keep-face";
import type { JsonObject } from "#lib/platform/canonical-json";
import type { ErrorCode } from "#lib/platform/errors";
import type { EnrolResult } from "./answer-contract";

/** What a worker has to say about a job. */
export type Outcome =
  | { kind: "answer"; result: JsonObject }
  /** A face to keep: its numbers go, sealed, into the gallery, and never into the answer. */
  | { kind: "enrolment"; result: MeasuredFace; embedding: Float32Array }
  /** About the picture, such as `no_face`: an answer like any other, released and repeated as such. */
  | { kind: "refusal"; code: ErrorCode; detail: string; reasons: readonly string[] }
  /** We could not answer, and trying again will not help. */
  | { kind: "failure"; code: ErrorCode; detail: string };

/** What a worker says of a face that it measured for keeping. */
export type MeasuredFace = Pick<EnrolResult, "face" | "model" | "engine_ms">;

/** What ends a job, once a face to keep is kept. */
export type Ended = Exclude<Outcome, { kind: "enrolment" }>;

/** The same with the numbers sealed: from here on nobody has them in the clear. */
export type Sealed = Ended | { kind: "sealed"; result: MeasuredFace; face: SealedFace };
