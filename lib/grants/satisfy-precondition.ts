import type { Actor } from "#lib/identity/actor";
import { requireStaffRole } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activate } from "./create-grant";
import { lockGrant, markPreconditionSatisfied } from "./store";

/**
 * Puts on record that one thing a grant waits for is so, such as a passed fairness run. With the last of them the
 * grant goes live.
 *
 * @returns whether the grant is live now
 * @throws AppError not_found | forbidden | wrong_state (no such precondition is open)
 */
export async function satisfyPrecondition({
  actor,
  grantId,
  kind,
  note,
}: {
  actor: Actor;
  grantId: string;
  kind: string;
  note: string;
}): Promise<{ live: boolean }> {
  requireStaffRole(actor, "compliance_officer");
  return transaction(async (tx) => {
    const grant = await lockGrant(tx, grantId);
    if (grant === null) throw new AppError("not_found");
    const open = grant.preconditions.filter(({ satisfiedAt }) => satisfiedAt === null);
    const wanted = open.find((precondition) => precondition.kind === kind);
    if (wanted === undefined || grant.state !== "provisioning") {
      throw new AppError("wrong_state", "The grant is not waiting for this.");
    }
    const now = await databaseNow(tx);
    await markPreconditionSatisfied(tx, wanted.id, { personId: actor.personId, note, now });
    await appendEntry(tx, {
      kind: "grant.precondition_satisfied",
      subjectId: grantId,
      data: { kind, actor: actor.personId },
      secret: { note },
    });
    if (open.length > 1) return { live: false };
    await activate(tx, grantId, grant.applicationId);
    return { live: true };
  });
}
