import type { Gate } from "#lib/grants/load-gate";
import { appendEntry } from "#lib/ledger/append-entry";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { openSealed, seal } from "#lib/platform/sealing/seal";
import { tenantKey } from "#lib/platform/sealing/tenant-key";
import { type IdentifyResult, identifyResult } from "./answer-contract";
import { judgeAgain } from "./claim-job";
import { closeLead, insertLead, type LeadOutcome } from "./lead-store";
import { moveJob } from "./move-job";
import type { Sealed } from "./outcome";
import { type JobRow, lockJob } from "./store";

/** Candidates that nobody can read before people have judged them; made before the transaction that keeps them. */
export type SealedLead = { id: string; result: IdentifyResult; sealed: Uint8Array<ArrayBuffer> };

type Place = { tenantId: string; jobId: string; leadId: string };

const PURPOSE = "template";

/** @returns null for what names nobody: there is nothing to judge */
export async function sealLead(
  of: { tenantId: string; jobId: string },
  outcome: Sealed,
): Promise<SealedLead | null> {
  if (outcome.kind !== "compared" || outcome.result.operation !== "identify") return null;
  if (outcome.result.candidates.length === 0) return null;
  const { result } = outcome;
  const id = newId("led");
  const { key, version } = await tenantKey({ tenantId: of.tenantId, purpose: PURPOSE });
  const bytes = Buffer.from(JSON.stringify(result), "utf8");
  const sealed = seal({ key, version, boundTo: boundTo({ ...of, leadId: id }), bytes });
  return { id, result, sealed: new Uint8Array(sealed) };
}

/** @throws Error when it does not open: changed, moved, or its tenant's key shredded */
export async function openLead(place: Place, sealed: Uint8Array): Promise<IdentifyResult> {
  const { tenantId } = place;
  const keyOf = async (version: number) => (await tenantKey({ tenantId, purpose: PURPOSE, version })).key;
  const bytes = await openSealed({ sealed, boundTo: boundTo(place), keyOf });
  return identifyResult.parse(JSON.parse(bytes.toString("utf8")));
}

function boundTo({ tenantId, jobId, leadId }: Place): string {
  return ["lead", tenantId, jobId, leadId].join("|");
}

/** How many of the tenant's own people must judge before a candidate is released. */
export function reviewersFor({ grant }: Gate): number {
  const { humanReview } = grant.terms;
  return humanReview === "none" ? 0 : humanReview === "one" ? 1 : 2;
}

/** Keeps an answer back as a lead, in the transaction that ends the work on it. */
export async function holdAnswer(
  tx: Tx,
  { job, gate }: { job: JobRow; gate: Gate },
  { id, result, sealed }: SealedLead,
): Promise<void> {
  const { id: jobId, tenantId, keyId } = job;
  const reviewersNeeded = reviewersFor(gate);
  const collectionId = result.collection_id;
  await moveJob(tx, job, "review", { lease: null, leaseUntil: null });
  await insertLead(tx, { id, tenantId, jobId, collectionId, keyId, reviewersNeeded, sealed });
  const data = { job_id: jobId, reviewers_needed: reviewersNeeded };
  await appendEntry(tx, { kind: "lead.sealed", subjectId: id, data });
}

export type HeldJob = { job: JobRow; gate: Gate };

/**
 * The job of a lead, locked, once the gate of the call that asked would still let it through.
 *
 * @throws AppError the gate's codes | wrong_state when it is held back no more
 */
export async function lockHeldJob(tx: Tx, jobId: string): Promise<HeldJob> {
  const job = await lockJob(tx, jobId);
  if (job?.state !== "review") throw new AppError("wrong_state", "This lead is sealed no more.");
  const again = await judgeAgain(tx, job);
  if (!again.ok) throw new AppError(again.code, again.detail);
  return { job, gate: again.gate };
}

/** Gives out what people let through of an answer that was kept back. */
export async function releaseAnswer(
  tx: Tx,
  { job, gate }: HeldJob,
  { result, outcome }: { result: IdentifyResult; outcome: LeadOutcome },
): Promise<void> {
  await closeLead(tx, job.id, outcome);
  await moveJob(tx, job, "released", { result, finishedAt: gate.now });
}
