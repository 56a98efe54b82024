import { countStored } from "#lib/galleries/stored-faces";
import type { GateRequest } from "#lib/grants/authorise";
import type { Gate } from "#lib/grants/load-gate";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { isOneToMany } from "#lib/reviews/conditions";
import { spend } from "./rate-store";

/** A search costs one call more for so many faces that it goes through. */
const FACES_A_CALL = 1_000;

/** What a grant still has. Seconds are whole and round up, as headers have them. */
export type Rate = {
  burst: number;
  /** In which an empty burst fills again. */
  windowS: number;
  remaining: number;
  resetS: number;
  quota: number;
  monthRemaining: number;
  monthResetS: number;
};

/**
 * Takes a call's cost from its grant's rate and quota, by the database's clock. What is refused costs nothing.
 *
 * @param tell is told what is left, also before a refusal
 * @throws AppError rate_limited with when to come again | quota_exceeded
 */
export async function spendRate(gate: Gate, ask: GateRequest, tell: (rate: Rate) => void): Promise<void> {
  const { ratePerSecond: perSecond, burst, monthlyQuota: quota } = gate.grant.terms;
  // Never more than a burst: the dearest call must still be possible.
  const cost = Math.min(await costOf(gate, ask), Math.max(1, burst));
  const of = { tenantId: gate.tenantId, grantId: gate.grant.id };
  const spent = await read((tx) => spend(tx, of, { cost, perSecond, burst, quota }));
  tell({
    burst,
    windowS: Math.ceil(burst / Math.max(1, perSecond)),
    remaining: spent.remaining,
    resetS: Math.ceil(spent.resetS),
    quota,
    monthRemaining: spent.monthRemaining,
    monthResetS: Math.ceil(spent.monthResetS),
  });
  if (spent.refusal === "quota") {
    throw new AppError("quota_exceeded", `Your approval allows ${quota} calls a month.`, {
      missing: ["monthly_quota"],
      retryAfterSeconds: Math.ceil(spent.monthResetS),
    });
  }
  if (spent.refusal === "rate") {
    throw new AppError("rate_limited", `Your approval allows ${perSecond} calls a second.`, {
      retryAfterSeconds: Math.max(1, Math.ceil(spent.retryS ?? 1)),
    });
  }
}

async function costOf({ tenantId }: Gate, { operation, against }: GateRequest): Promise<number> {
  if (against === undefined || !isOneToMany([operation])) return 1;
  const faces = await countStored({ tenantId, collectionId: against.collectionId });
  return 1 + Math.floor(faces / FACES_A_CALL);
}
