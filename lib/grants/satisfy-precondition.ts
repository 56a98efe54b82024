import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activate } from "./create-grant";
import { lockGrant, markPreconditionSatisfied } from "./store";

/**
 * Puts on record that one thing a grant waits for is so, by what proves it. With the last of them the grant goes live.
 * The room that has the proof calls it in its own transaction, and has authorised the person; the database takes no
 * other proof than the last run of this grant, passed.
 *
 * @returns whether the grant is live now
 * @throws AppError `not_found`; `wrong_state` when no such precondition is open
 */
export async function satisfyPrecondition(
  tx: Tx,
  given: { actor: Actor; grantId: string; kind: string; fairnessRunId: string; note: string },
): Promise<{ live: boolean }> {
  const { actor, grantId, kind, fairnessRunId, note } = given;
  const grant = await lockGrant(tx, grantId);
  if (grant === null) throw new AppError("not_found");
  const open = grant.preconditions.filter(({ satisfiedAt }) => satisfiedAt === null);
  const wanted = open.find((precondition) => precondition.kind === kind);
  if (wanted === undefined || grant.state !== "provisioning") {
    throw new AppError("wrong_state", "The grant is not waiting for this.");
  }
  const now = await databaseNow(tx);
  await markPreconditionSatisfied(tx, wanted.id, { personId: actor.personId, note, fairnessRunId, now });
  await appendEntry(tx, {
    kind: "grant.precondition_satisfied",
    subjectId: grantId,
    data: { kind, fairness_run: fairnessRunId, actor: actor.personId },
    secret: { note },
  });
  if (open.length > 1) return { live: false };
  await activate(tx, grantId, grant.applicationId);
  return { live: true };
}
