import type { SealedFace } from "#lib/galleries/keep-face";
import type { JsonObject } from "#lib/platform/canonical-json";
import type { ErrorCode } from "#lib/platform/errors";
import type { EnrolResult, IdentifyResult, VerifyResult } from "./answer-contract";

/** What an engine has to say about a job. */
export type Outcome =
  | { kind: "answer"; result: JsonObject }
  /** A face to keep: its numbers go, sealed, into the gallery, and never into the answer. */
  | { kind: "enrolment"; result: MeasuredFace; embedding: Float32Array }
  /** A face to compare with stored ones, which only the worker's own process opens. */
  | { kind: "probe"; result: MeasuredFace; embedding: Float32Array }
  /** About the picture, such as `no_face`: an answer like any other, released and repeated as such. */
  | { kind: "refusal"; code: ErrorCode; detail: string; reasons: readonly string[] }
  /** We could not answer, and trying again will not help. */
  | { kind: "failure"; code: ErrorCode; detail: string };

/** What a worker says of a face that it measured. */
export type MeasuredFace = Pick<EnrolResult, "face" | "model" | "engine_ms">;

/** What came of comparing with stored faces, and which of them it rests on: gone, the answer is none. */
export type Compared = {
  kind: "compared";
  result: VerifyResult | IdentifyResult;
  restsOn: readonly string[];
};

/** What a worker hands in: nothing is left to look up. */
export type Finding = Exclude<Outcome, { kind: "probe" }> | Compared;

/** What ends a job, once a face to keep is kept. */
export type Ended = Exclude<Finding, { kind: "enrolment" }>;

/** The same with the numbers sealed: from here on nobody has them in the clear. */
export type Sealed = Ended | { kind: "sealed"; result: MeasuredFace; face: SealedFace };
