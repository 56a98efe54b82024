import type { Caller } from "#lib/galleries/access";
import { type Made, makeOnce } from "#lib/galleries/make-once";
import { areStillComparable } from "#lib/galleries/stored-faces";
import type { IdentifyResult } from "#lib/jobs/answer-contract";
import { comparableOf } from "#lib/jobs/claim-job";
import { type HeldJob, lockHeldJob, openLead, releaseAnswer } from "#lib/jobs/hold-answer";
import { appendEntry } from "#lib/ledger/append-entry";
import { read, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { requireLead, requireReviewer } from "./access";
import { settleLead } from "./lead";
import { findReviews, insertReview, type LeadRow } from "./store";

export type AskedReview = {
  leadId: string;
  /** The tenant's own reference of the person who looked. */
  reviewer: string;
  /** Who of the candidates it is; null for none of them. */
  subjectId: string | null;
  corroboration: string | null;
  idempotencyKey: string;
};

/**
 * Puts on record what one of the tenant's people made of a lead; with the last that the grant asks for, the candidate
 * on whom all agree is released, or the lead is closed with none.
 *
 * @throws AppError the gate's codes | not_found | forbidden for the key that asked | wrong_state when it is sealed no
 *   more, or this key or person has judged it | invalid_request for one who is no candidate, or without corroboration
 *   where two must agree | idempotency_mismatch
 */
export async function reviewLead(caller: Caller, asked: AskedReview): Promise<Made> {
  const { tenantId } = caller;
  const { leadId, idempotencyKey, ...body } = asked;
  const seen = await read((tx) => requireLead(tx, caller, leadId));
  const result = seen.sealed === null ? null : await openLead({ ...seen, leadId }, seen.sealed);
  const id = newId("lrv");
  return transaction(async (tx) => {
    const make = async () => {
      // The job first: a claim, a cancellation and the sweep lock it before the gate too.
      const held = await lockHeldJob(tx, seen.jobId);
      await requireReviewer(tx, caller, seen);
      if (result === null) throw new AppError("wrong_state", "This lead is sealed no more.");
      requireChoice(asked, seen, result);
      const review = { id, tenantId, leadId, keyId: caller.keyId, ...body };
      if (!(await insertReview(tx, review))) {
        throw new AppError("wrong_state", "This key, or this person, has judged the lead already.");
      }
      await appendEntry(tx, {
        kind: "lead.reviewed",
        subjectId: leadId,
        // What the reviewer thought is not told before all have judged.
        data: { job_id: seen.jobId, key_id: caller.keyId },
      });
      await settle(tx, { lead: seen, held, result });
    };
    const route = `POST /v1/leads/${leadId}/reviews`;
    return makeOnce(tx, { tenantId, route, idempotencyKey, body }, { id, make });
  });
}

function requireChoice(
  { subjectId, corroboration }: AskedReview,
  lead: LeadRow,
  result: IdentifyResult,
): void {
  if (subjectId === null) return;
  if (!result.candidates.some(({ subject_id }) => subject_id === subjectId)) {
    throw invalid("/subject_id", "Name one of this lead's candidates");
  }
  // Where two must agree, more is at stake than a picture may carry alone (policy pack, "No sole basis").
  if (lead.reviewersNeeded > 1 && corroboration === null) {
    throw invalid("/corroboration", "Say what else speaks for it: a reference of your records");
  }
}

function invalid(pointer: string, message: string): AppError {
  return new AppError("invalid_request", "See errors.", { errors: [{ pointer, message }] });
}

type Judged = { lead: LeadRow; held: HeldJob; result: IdentifyResult };

async function settle(tx: Tx, { lead, held, result }: Judged): Promise<void> {
  const reviews = await findReviews(tx, lead.id);
  const settled = settleLead(reviews, lead.reviewersNeeded);
  if (settled.kind === "open") return;
  const confirmed =
    settled.kind === "confirmed"
      ? result.candidates.filter(({ subject_id }) => subject_id === settled.subjectId)
      : [];
  const compare = comparableOf(held.job, held.gate);
  const ids = confirmed.map(({ face_id }) => face_id);
  // Who was deleted or withdrew while people looked is released no more.
  const stands = ids.length > 0 && compare !== null && (await areStillComparable(tx, compare, ids));
  const outcome = stands ? "confirmed" : "no_lead";
  const corroboration = stands
    ? (reviews.find((one) => one.corroboration !== null)?.corroboration ?? null)
    : null;
  const review = { lead_id: lead.id, outcome, reviewers: reviews.length, corroboration } as const;
  await releaseAnswer(tx, held, {
    outcome,
    result: { ...result, candidates: stands ? confirmed : [], review },
  });
  await appendEntry(tx, {
    kind: "lead.closed",
    subjectId: lead.id,
    data: { job_id: lead.jobId, outcome, reviewers: reviews.length },
  });
}
