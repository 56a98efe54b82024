import { type Caller, requireReader } from "#lib/galleries/access";
import { comparableFor, stillComparable } from "#lib/galleries/stored-faces";
import type { Paged } from "#lib/galleries/view";
import type { GateRequest } from "#lib/grants/authorise";
import type { Gate } from "#lib/grants/load-gate";
import { OPERATIONS } from "#lib/grants/terms";
import { read } from "#lib/platform/db";
import { AppError, ERROR_CODES, type ErrorCode } from "#lib/platform/errors";
import { isOneToMany } from "#lib/reviews/conditions";
import { type JobResult, jobResult } from "./answer-contract";
import { reloadGate, requirePassageNow } from "./enter";
import { askAgain } from "./gate-request";
import { canMove, type Phase, phaseOf, statesOf } from "./job";
import { findJobOfTenant, type JobRecord, listJobsOfTenant } from "./view-store";

/** A job as its tenant may see it. */
export type JobView = {
  id: string;
  operation: string;
  purpose: string;
  status: Phase;
  decisionId: string;
  grantVersion: number;
  createdAt: Date;
  finishedAt: Date | null;
  /** When the answer is, or was, deleted. */
  expiresAt: Date;
  result: JobResult | null;
  /** Why there is no result: about the picture, the approval, or us. */
  refusal: { code: ErrorCode; detail: string; reasons: readonly string[] } | null;
  queuedMs: number | null;
  /** Where candidates wait for people to judge them; null once that is over. */
  lead: { id: string; reviewersNeeded: number; collectionId: string } | null;
};

/** `clientAddress`: from where it is read over the network, held against the key's list. */
export type JobReader = { keyId: string; tenantId: string; jobId: string; clientAddress?: string };

/**
 * A job of the caller's own tenant, and its answer only until it expires and while the gate would still let the same
 * question through.
 *
 * @throws AppError `not_found` for another tenant's job as for none; the gate's codes once approval is gone
 */
export async function viewJob(caller: JobReader): Promise<JobView> {
  // The gate as it stands now, not as at the door: a suspension also stops an answer that lies ready.
  const [job, gate] = await Promise.all([read((tx) => findJobOfTenant(tx, caller)), reloadGate(caller)]);
  if (job === null) throw new AppError("not_found", "There is no such job.");
  const ask = { ...askAgain(job), clientAddress: caller.clientAddress ?? null };
  await requirePassageNow(gate, ask);
  return withoutGone(present(job.expiresAt > gate.now ? job : withoutAnswer(job)), gate, ask);
}

/** Who was deleted or withdrew since is a candidate no more, also in an answer that lies ready. */
async function withoutGone(view: JobView, gate: Gate, { against, ...ask }: GateRequest): Promise<JobView> {
  const { result } = view;
  if (result?.operation !== "identify" || against === undefined) return view;
  const ids = result.candidates.map(({ face_id }) => face_id);
  const left = await stillComparable(comparableFor(gate, { ...ask, against }), ids);
  return {
    ...view,
    result: { ...result, candidates: result.candidates.filter(({ face_id }) => left.has(face_id)) },
  };
}

/** A job in a list of its tenant's. */
export type JobSummary = Omit<JobView, "result" | "refusal" | "queuedMs" | "lead">;

/**
 * The caller's own jobs, the newest first, without their answers: those are asked for one by one, each through the gate.
 *
 * @param of.cursor the `next` of the page before
 * @throws AppError the gate's codes
 */
export async function viewJobs(
  caller: Caller,
  of: { cursor?: string | undefined; limit: number; status: Phase | null; operation: string | null },
): Promise<Paged<JobSummary>> {
  const { now } = await requireReader(caller);
  const rows = await read((tx) =>
    listJobsOfTenant(
      tx,
      {
        tenantId: caller.tenantId,
        states: of.status === null ? null : statesOf(of.status),
        operations: of.operation === null ? null : OPERATIONS.filter((one) => apiName(one) === of.operation),
      },
      { before: of.cursor, limit: of.limit + 1 },
    ),
  );
  const items = rows.slice(0, of.limit).map(({ operation, state, ...row }) => ({
    ...row,
    operation: apiName(operation),
    status: row.expiresAt <= now && canMove(state, "expired") ? ("expired" as const) : phaseOf(state),
  }));
  return { items, next: rows.length > of.limit ? (items.at(-1)?.id ?? null) : null };
}

/** An answer is over when its time is up, not when the sweep has come by. */
function withoutAnswer(job: JobRecord): JobRecord {
  return canMove(job.state, "expired") ? { ...job, state: "expired", result: null } : job;
}

function present(job: JobRecord): JobView {
  const { id, purpose, decisionId, grantVersion, createdAt, finishedAt, expiresAt } = job;
  return {
    id,
    purpose,
    decisionId,
    grantVersion,
    createdAt,
    finishedAt,
    expiresAt,
    operation: apiName(job.operation),
    status: phaseOf(job.state),
    result: job.result === null ? null : jobResult.parse(job.result),
    refusal: refusalOf(job),
    lead: job.state === "review" ? job.lead : null,
    queuedMs: job.startedAt === null ? null : Math.max(0, job.startedAt.getTime() - createdAt.getTime()),
  };
}

/** The API says `verify` and `identify` where grants say of which kind. */
function apiName(operation: string): string {
  if (operation === "verify_1_1") return "verify";
  return isOneToMany([operation]) ? "identify" : operation;
}

function refusalOf({ failureCode, failureDetail, failureReasons }: JobRecord): JobView["refusal"] {
  if (failureCode === null) return null;
  const code = isErrorCode(failureCode) ? failureCode : "internal";
  return { code, detail: failureDetail ?? ERROR_CODES[code].title, reasons: failureReasons };
}

function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERROR_CODES, text);
}
