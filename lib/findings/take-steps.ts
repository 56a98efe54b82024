import { stopByService } from "#lib/grants/stop-by-service";
import { appendEntry } from "#lib/ledger/append-entry";
import type { Tx } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { type Step, stepsDue, stopOf } from "./finding";
import { type FindingRow, findStoppableGrants, insertStep } from "./finding-store";

/**
 * Takes every step of an open finding whose time has come and that was not taken before, and brings the grants that it
 * is about to where the steps have led: also one that went live since. Revoking is proposed to people and never done.
 *
 * @param finding locked in this transaction
 * @returns how many steps were taken and grants moved
 */
export async function takeSteps(tx: Tx, finding: FindingRow, now: Date): Promise<number> {
  const taken = finding.steps.map(({ step }) => step as Step);
  const fresh = stepsDue(finding, now).filter((step) => !taken.includes(step));
  for (const step of fresh) await takeStep(tx, finding, step, now);
  return fresh.length + (await stopGrants(tx, finding, stopOf([...taken, ...fresh])));
}

async function takeStep(tx: Tx, finding: FindingRow, step: Step, now: Date): Promise<void> {
  const { id, tenantId } = finding;
  await insertStep(tx, { findingId: id, step, takenAt: now });
  await appendEntry(tx, { kind: "finding.step_taken", subjectId: id, data: { tenant: tenantId, step } });
  if (step === "due_soon" || step === "revocation_proposed") {
    await emitEvent(tx, { kind: `finding.${step}`, subjectId: id, data: { tenant_id: tenantId } });
  }
}

async function stopGrants(
  tx: Tx,
  { id, tenantId, grant }: FindingRow,
  to: "restricted" | "suspended" | null,
): Promise<number> {
  if (to === null) return 0;
  const note = `Finding ${id} was not closed in its time.`;
  let moved = 0;
  for (const grantId of await findStoppableGrants(tx, {
    tenantId,
    applicationId: grant?.applicationId ?? null,
  })) {
    if (await stopByService(tx, { grantId, to, reasonCode: "finding_overdue", note })) moved += 1;
  }
  return moved;
}
