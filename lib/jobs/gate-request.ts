import type { EnrolmentTarget } from "#lib/galleries/enrolment";
import type { Against } from "#lib/galleries/stored-faces";
import type { GateRequest, GrantInForce } from "#lib/grants/authorise";
import type { Operation } from "#lib/grants/terms";
import { isOneToMany } from "#lib/reviews/conditions";

/** What was asked, as a job keeps it: enough to ask the gate again, and no picture. */
export type JobRequest = {
  site: string | null;
  mode: string | null;
  /** Least cosine similarity that counts as a match; null where nothing is compared. */
  threshold: number | null;
  /** The least that the grant allowed for this model when the job was accepted; it goes into the answer. */
  floor: number | null;
  modelId: string;
  topK: number | null;
  /** Whose face an enrolment is to keep, and where; absent in all else. */
  enrol?: EnrolmentTarget;
  /** Which stored faces the probe is compared with; absent where both pictures came with the call. */
  against?: Against;
};

/**
 * Fills in what a call may leave unsaid: the grant's only purpose, site or mode, its floor as the threshold, and as
 * many candidates as it allows.
 * Where the grant leaves a choice, the value stays null and the gate refuses.
 */
export function resolveAsk(grant: GrantInForce, ask: GateRequest): GateRequest {
  const { purposes, sites, modes, thresholdFloor } = grant.terms;
  const compares = ask.operation !== "detect" && ask.operation !== "liveness" && ask.operation !== "enrol";
  return {
    ...ask,
    purpose: ask.purpose ?? only(purposes),
    site: ask.site ?? only(sites.map(({ name }) => name)),
    mode: ask.mode ?? only(modes),
    threshold: compares ? (ask.threshold ?? thresholdFloor[ask.modelId] ?? null) : null,
    topK: isOneToMany([ask.operation]) ? (ask.topK ?? grant.terms.topK) : null,
  };
}

/** Which of the two 1:N operations a search is: what lies in the past has a name of its own where it was granted. */
export function searchOperation(grant: GrantInForce, mode: string | null): Operation {
  const { operations, modes } = grant.terms;
  const isPast = (mode ?? only(modes)) === "post_event";
  return isPast && operations.includes("search_post_event") ? "search_post_event" : "identify_1_n";
}

function only(values: readonly string[]): string | null {
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** The gate's question for a job that was accepted earlier; no client's address is part of it any more. */
export function askAgain(job: { operation: string; purpose: string; request: JobRequest }): GateRequest {
  const { floor: _floor, ...ask } = job.request;
  return {
    ...ask,
    // Only an operation that the gate let through is ever stored.
    operation: job.operation as Operation,
    purpose: job.purpose,
    clientAddress: null,
  };
}
