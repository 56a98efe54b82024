import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import type { ClosingOutcome } from "./finding";
import { findFinding, insertClosure, lockFinding } from "./finding-store";
import { requireFinder } from "./record-finding";

/**
 * A person other than who recorded it says that a finding is mended, or that there was nothing to it. Its clock stops.
 * Grants that it has stopped stay so until two people reinstate them.
 *
 * @throws AppError `forbidden` for others than an operator or a compliance officer, for the tenant's own people and for
 * the recorder; `not_found`; `wrong_state` for one that is closed
 */
export async function closeFinding(input: {
  actor: Actor;
  findingId: string;
  outcome: ClosingOutcome;
  reason: string;
}): Promise<void> {
  const { actor, findingId, outcome, reason } = input;
  await transaction(async (tx) => {
    const found = await findFinding(tx, findingId);
    // To those who see no findings there is none, whatever its id.
    requireFinder(actor, found?.tenantId ?? "");
    const finding = await lockFinding(tx, findingId);
    if (finding === null) throw new AppError("not_found");
    if (finding.closure !== null) throw new AppError("wrong_state", "This finding is closed.");
    if (finding.recordedById === actor.personId) {
      throw new AppError("forbidden", "You recorded it: another person closes it.");
    }
    const closedAt = await databaseNow(tx);
    await insertClosure(tx, { findingId, outcome, reason, closedById: actor.personId, closedAt });
    await appendEntry(tx, {
      kind: "finding.closed",
      subjectId: findingId,
      data: {
        tenant: finding.tenantId,
        outcome,
        recorded_by: finding.recordedById,
        actor: actor.personId,
      },
      secret: { reason },
    });
    const data = { tenant_id: finding.tenantId };
    await emitEvent(tx, { kind: "finding.closed", subjectId: findingId, data });
  });
}
