import { type Actor, memberRole, requireStaffRole } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import { CLOCK_DAYS, DAY_MS, type Severity, type Source } from "./finding";
import { findGrantsToFind, findTenant, insertFinding, lockFinding } from "./finding-store";
import { takeSteps } from "./take-steps";

type Found = {
  tenantId: string;
  /** null: against every grant of the tenant. */
  grantId: string | null;
  severity: Severity;
  /** For mending; 0 for a critical one that stops its grants at once. */
  days: number;
  source: Source;
  found: string;
  evidence: string;
};

/**
 * Puts on record what was found against a tenant or one of its grants, and begins the time in which it must be mended.
 * The tenant is told, and reads all of it but the evidence.
 *
 * @throws AppError `forbidden` for others than an operator or a compliance officer, and for the tenant's own people;
 * `not_found`; `invalid_request` for days outside the severity's; `wrong_state` where no grant is left to stop
 * @see policy pack 2026-11, part D, "Findings run FedRAMP-like clocks"
 */
export async function recordFinding({
  actor,
  ...finding
}: Found & { actor: Actor }): Promise<{ findingId: string; dueAt: Date }> {
  requireFinder(actor, finding.tenantId);
  const { least, most } = CLOCK_DAYS[finding.severity];
  const { days, ...columns } = finding;
  if (!Number.isInteger(days) || days < least || days > most) {
    throw new AppError("invalid_request", `A ${finding.severity} finding leaves ${least} to ${most} days.`);
  }
  return transaction(async (tx) => {
    await requireStoppable(tx, finding);
    const recordedAt = await databaseNow(tx);
    const dueAt = new Date(recordedAt.getTime() + days * DAY_MS);
    const findingId = newId("fin");
    await insertFinding(tx, { ...columns, id: findingId, recordedById: actor.personId, recordedAt, dueAt });
    const { tenantId, grantId, severity, source, found, evidence } = finding;
    await appendEntry(tx, {
      kind: "finding.recorded",
      subjectId: findingId,
      data: {
        tenant: tenantId,
        grant: grantId,
        severity,
        source,
        due_at: dueAt.toISOString(),
        actor: actor.personId,
      },
      secret: { found, evidence },
    });
    await emitEvent(tx, {
      kind: "finding.recorded",
      subjectId: findingId,
      data: { tenant_id: tenantId, severity },
    });
    const row = await lockFinding(tx, findingId);
    if (row !== null) await takeSteps(tx, row, recordedAt);
    return { findingId, dueAt };
  });
}

/** @throws AppError `forbidden` */
export function requireFinder(actor: Actor, tenantId: string): void {
  requireStaffRole(actor, "operator", "compliance_officer");
  if (memberRole(actor, tenantId) !== undefined) {
    throw new AppError("forbidden", "You belong to this organisation: someone else sees to its findings.");
  }
}

async function requireStoppable(tx: Tx, { tenantId, grantId }: Pick<Found, "tenantId" | "grantId">) {
  if ((await findTenant(tx, tenantId)) === null) throw new AppError("not_found");
  const grants = await findGrantsToFind(tx, tenantId);
  if (grantId === null && grants.length === 0) {
    throw new AppError("wrong_state", "This organisation holds no grant that has not ended.");
  }
  if (grantId !== null && !grants.some(({ id }) => id === grantId)) {
    throw new AppError("wrong_state", "This is no grant of the organisation's that has not ended.");
  }
}
