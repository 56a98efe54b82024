import type { Gate } from "#lib/grants/load-gate";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { spendOne } from "./rate-store";

/**
 * Calls of any kind that a grant may make for each call of work that it may: enough to wait for answers by asking, and
 * to keep galleries.
 */
export const REQUESTS_A_CALL = 5;

/** What a grant still has of calls of any kind. Seconds are whole and round up, as headers have them. */
export type RequestRate = { burst: number; windowS: number; remaining: number; resetS: number };

/**
 * Takes one call from what a grant may ask altogether, by the database's clock: at the door, whatever it asks for and
 * whether or not it is let in. What is refused costs nothing.
 *
 * @param tell is told what is left, also before a refusal
 * @throws AppError rate_limited with when to come again
 */
export async function spendRequest(gate: Gate, tell: (rate: RequestRate) => void): Promise<void> {
  const { terms, id: grantId } = gate.grant;
  const perSecond = Math.max(1, terms.ratePerSecond) * REQUESTS_A_CALL;
  const burst = Math.max(1, terms.burst) * REQUESTS_A_CALL;
  const { remaining, resetS, retryS } = await read((tx) => spendOne(tx, grantId, { perSecond, burst }));
  tell({ burst, windowS: Math.ceil(burst / perSecond), remaining, resetS: Math.ceil(resetS) });
  if (retryS === null) return;
  throw new AppError("rate_limited", `Your approval allows ${perSecond} requests a second altogether.`, {
    retryAfterSeconds: Math.max(1, Math.ceil(retryS)),
  });
}
