import type { Tx } from "#lib/platform/db";

export type Spent = {
  refusal: "rate" | "quota" | null;
  remaining: number;
  resetS: number;
  retryS: number | null;
  monthRemaining: number;
  monthResetS: number;
};

export type Limits = { perSecond: number; burst: number; quota: number };

/** Spends from a grant's rate and quota, or, when either has not enough left, nothing; one at a time a grant. */
export async function spend(
  tx: Tx,
  of: { tenantId: string; grantId: string },
  { cost, perSecond, burst, quota }: Limits & { cost: number },
): Promise<Spent> {
  const [row] = await tx.$queryRaw<Spent[]>`
    SELECT refusal, remaining, reset_s AS "resetS", retry_s AS "retryS",
           month_remaining AS "monthRemaining", month_reset_s AS "monthResetS"
    FROM spend_rate(${of.tenantId}::text, ${of.grantId}::text, ${cost}::int, ${perSecond}::int, ${burst}::int,
                    ${quota}::int)`;
  if (row === undefined) throw new Error("nothing was spent");
  return row;
}

export type SpentOne = { remaining: number; resetS: number; retryS: number | null };

/** Spends one from what a grant may call altogether, or nothing when none is left; `retryS` is null where it was spent. */
export async function spendOne(
  tx: Tx,
  grantId: string,
  { perSecond, burst }: { perSecond: number; burst: number },
): Promise<SpentOne> {
  const [row] = await tx.$queryRaw<SpentOne[]>`
    SELECT remaining, reset_s AS "resetS", retry_s AS "retryS"
    FROM spend_request(${grantId}::text, ${perSecond}::int, ${burst}::int)`;
  if (row === undefined) throw new Error("nothing was spent");
  return row;
}
