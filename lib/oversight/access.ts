import type { Caller } from "#lib/galleries/access";
import { lockGate } from "#lib/grants/load-gate";
import { requirePassage, withFacts } from "#lib/jobs/enter";
import { askAgain } from "#lib/jobs/gate-request";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { findLead, type LeadRow } from "./store";

/**
 * A lead of the caller's own tenant.
 *
 * @throws AppError not_found for another tenant's as for none
 */
export async function requireLead(tx: Tx, { tenantId }: Caller, leadId: string): Promise<LeadRow> {
  const lead = await findLead(tx, { tenantId, leadId });
  if (lead === null) throw new AppError("not_found", "There is no such lead.");
  return lead;
}

/** Whether this caller's key is another than the one that asked: only then may it see whom the lead names. */
export function isReviewer(caller: Caller, lead: LeadRow): boolean {
  return lead.keyId !== caller.keyId;
}

/**
 * May this caller judge this lead now? Their own key must be one under which the same question would be let through.
 *
 * @throws AppError the gate's codes | forbidden for the key that asked
 */
export async function requireReviewer(tx: Tx, caller: Caller, lead: LeadRow): Promise<void> {
  const gate = await lockGate(tx, caller);
  if (gate === null) throw new AppError("key_invalid");
  const ask = { ...askAgain(lead), clientAddress: caller.clientAddress };
  requirePassage(await withFacts(tx, gate, ask), ask);
  if (!isReviewer(caller, lead)) {
    throw new AppError("forbidden", "The key that asked does not judge: use one of the reviewer's own.");
  }
}
