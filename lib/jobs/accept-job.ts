import type { GateRequest } from "#lib/grants/authorise";
import { type Gate, lockGate } from "#lib/grants/load-gate";
import { appendEntry } from "#lib/ledger/append-entry";
import { ruledEntry } from "#lib/ledger/entry-data";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { read, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { requirePassage, requirePassageNow, withFacts } from "./enter";
import { resolveAsk } from "./gate-request";
import { IDEMPOTENCY_DAYS, judgeRepeat, requestDigest } from "./idempotency";
import {
  deleteExpiredKey,
  findFirstRequest,
  type IdempotencyScope,
  takeIdempotencyKey,
} from "./idempotency-store";
import type { InputRow } from "./input-store";
import type { Lane } from "./job";
import { erasePictures, hashPictures, keepPictures, type Picture } from "./pictures";
import { type Rate, spendRate } from "./spend-rate";
import { insertJob } from "./store";

/** Jobs that may wait for each one that a tenant may have at work; past it the tenant is told to slow down. */
const BACKLOG_PER_SLOT = 50;

const HOUR_MS = 3_600_000;

export type Order = {
  /** As read at the door. It is read again, and locked, where the job is written. */
  gate: Gate;
  ask: GateRequest;
  pictures: readonly Picture[];
  /** Method and path, such as `POST /v1/verify`: an idempotency key is unique a tenant and route. */
  route: string;
  idempotencyKey: string;
  /** `later` when the caller asked for the job's address at once. */
  lane: Lane;
  /** Told what rate and quota have left, also when they refuse; not of a repeat, which costs nothing. */
  onRate?: (rate: Rate) => void;
};

export type Acceptance = {
  jobId: string;
  /** This request was made before: nothing new was started. */
  repeated: boolean;
  /** The first request was, or this one will be, answered with the job's address. */
  answeredEarly: boolean;
};

/**
 * Takes a job on: once it returns, the job exists and will reach an end, whatever is killed meanwhile.
 *
 * The same key with the same request gives the same job; pictures are stored before the transaction that
 * writes job, inputs, outbox and ledger entry, so that no job ever lacks its pictures.
 *
 * @throws AppError the gate's codes | idempotency_in_flight | idempotency_mismatch | rate_limited | quota_exceeded |
 *   backlog_full | unavailable
 */
export async function acceptJob(order: Order): Promise<Acceptance> {
  const { gate, route, idempotencyKey } = order;
  const ask = resolveAsk(gate.grant, order.ask);
  await requirePassageNow(gate, ask);

  const pictures = hashPictures(order.pictures);
  const scope = { tenantId: gate.tenantId, route, key: idempotencyKey };
  const digest = requestDigest({ ...ask, clientAddress: null }, pictures);
  const earlier = await read((tx) => repeatOf(tx, scope, digest));
  if (earlier !== null) return earlier;
  await spendRate(gate, ask, order.onRate ?? (() => undefined));

  const job = { id: newId("job"), tenantId: gate.tenantId };
  const inputs = await keepPictures(job, pictures);
  try {
    return await transaction(async (tx) => {
      // Again inside, under lock: a revocation that committed while the body was on its way must win.
      const now = await lockGate(tx, { keyId: gate.keyId });
      if (now === null) throw new AppError("key_invalid");
      requirePassage(await withFacts(tx, now, ask), ask);
      await requireLiveLedger(tx);
      await requireFirst(tx, scope, {
        requestDigest: digest,
        jobId: job.id,
        answeredEarly: order.lane === "later",
      });
      return await saveJob(tx, { job, gate: now, ask, inputs, lane: order.lane });
    });
  } catch (error) {
    // Only what surely rolled back: a commit whose answer was lost may have made the job, which needs its pictures.
    // The sweep erases those that turn out to be nobody's.
    if (error instanceof Repeated || error instanceof AppError) await erasePictures(inputs);
    if (error instanceof Repeated) return error.first;
    throw error;
  }
}

/** Rolls the transaction back with the answer in hand. */
class Repeated extends Error {
  constructor(readonly first: Acceptance) {
    super("this request was made before");
  }
}

/** Takes the idempotency key for this request, or ends it with what the first one under the key makes of it. */
async function requireFirst(
  tx: Tx,
  scope: IdempotencyScope,
  request: { requestDigest: string; jobId: string; answeredEarly: boolean },
): Promise<void> {
  const record = { ...scope, ...request, days: IDEMPOTENCY_DAYS };
  if (await takeIdempotencyKey(tx, record)) return;
  const first = await repeatOf(tx, scope, request.requestDigest);
  if (first !== null) throw new Repeated(first);
  await deleteExpiredKey(tx, scope);
  if (!(await takeIdempotencyKey(tx, record))) throw inFlight();
}

function inFlight(): AppError {
  return new AppError("idempotency_in_flight", "Ask again in a moment.", { retryAfterSeconds: 1 });
}

async function repeatOf(tx: Tx, scope: IdempotencyScope, digest: string): Promise<Acceptance | null> {
  const first = await findFirstRequest(tx, scope);
  if (first === null) return null;
  const repeat = judgeRepeat(first, digest);
  if (repeat.kind === "mismatch") throw new AppError("idempotency_mismatch");
  if (repeat.kind === "in_flight") throw inFlight();
  return { jobId: first.jobId, repeated: true, answeredEarly: repeat.answeredEarly };
}

type Draft = {
  job: { id: string; tenantId: string };
  gate: Gate;
  ask: GateRequest;
  inputs: readonly InputRow[];
  lane: Lane;
};

async function saveJob(tx: Tx, { job, gate, ask, inputs, lane }: Draft): Promise<Acceptance> {
  const { grant } = gate;
  const { concurrentJobs, retention } = grant.terms;
  const { operation, site, mode, threshold, modelId, topK, enrol, against } = ask;
  // The gate lets no call through without one.
  const purpose = ask.purpose ?? "";
  const floor = threshold === null ? null : (grant.terms.thresholdFloor[modelId] ?? null);
  const row = {
    ...job,
    keyId: gate.keyId,
    grantId: grant.id,
    decisionId: grant.decisionId,
    grantVersion: grant.version,
    operation,
    purpose,
    request: {
      site,
      mode,
      threshold,
      floor,
      modelId,
      topK,
      ...(enrol === undefined ? {} : { enrol }),
      ...(against === undefined ? {} : { against }),
    },
    expiresAt: new Date(gate.now.getTime() + retention.resultHours * HOUR_MS),
  };
  const openMax = concurrentJobs * BACKLOG_PER_SLOT;
  if (!(await insertJob(tx, row, { inputs, lane, tenantSlots: concurrentJobs, openMax }))) {
    throw new AppError("backlog_full", "Wait for some of your jobs to end.", { retryAfterSeconds: 5 });
  }
  const recorded = {
    key_id: gate.keyId,
    grant_id: grant.id,
    grant_version: grant.version,
    operation,
    purpose,
  };
  await appendEntry(tx, ruledEntry("job.accepted", job.id, recorded));
  return { jobId: job.id, repeated: false, answeredEarly: lane === "later" };
}
