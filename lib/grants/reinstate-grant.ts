import { changeState } from "#lib/applications/change-state";
import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { isStopped } from "./grant";
import { moveGrant } from "./move-grant";
import { confirmReinstatement, findAskedReinstatement, insertReinstatement } from "./reinstatement-store";
import { hasFailedFairness, hasOverdueFinding, lockGrant } from "./store";

/**
 * Lets a restricted or suspended grant go on: the first person says what was put right, a second one confirms. It has
 * the same terms and the same end as before; a case that is under re-review comes back by its two signatures instead.
 *
 * @returns whether the grant is live again (false after the first of the two)
 * @throws AppError `not_found`; `forbidden` for others than an operator or a compliance officer; `wrong_state` for a
 * grant that is not stopped, has run out, whose last fairness run failed, against which an overdue finding is open, or whose case people have in hand; `already_signed` for the same person twice
 * @see policy pack 2026-11, part D, "Anyone on duty may suspend; lifting needs two"
 */
export async function reinstateGrant(input: {
  actor: Actor;
  grantId: string;
  reason: string;
}): Promise<{ isLive: boolean }> {
  const { actor, grantId } = input;
  const reason = input.reason.trim();
  requireStaffRole(actor, "operator", "compliance_officer");
  return transaction(async (tx) => {
    const { state, applicationId } = await requireReinstatable(tx, grantId);
    const { personId } = actor;
    const now = await databaseNow(tx);
    const asked = await findAskedReinstatement(tx, grantId);
    if (asked === null) {
      await insertReinstatement(tx, { grantId, fromState: state, reason, askedById: personId, askedAt: now });
      await appendEntry(tx, {
        kind: "grant.reinstatement_asked",
        subjectId: grantId,
        data: { from: state, actor: personId },
        secret: { reason },
      });
      return { isLive: false };
    }
    if (asked.askedById === personId) {
      throw new AppError("already_signed", "You have asked for this already; a second person confirms it.");
    }
    await confirmReinstatement(tx, asked.id, { personId, reason, now });
    await appendEntry(tx, {
      kind: "grant.reinstatement_confirmed",
      subjectId: grantId,
      data: { from: state, first: asked.askedById, second: personId },
      secret: { reason: asked.reason, confirmed: reason },
    });
    await moveGrant(tx, { grantId, from: state, to: "active", actorId: personId, note: reason });
    await changeState(tx, {
      applicationId,
      from: state,
      to: "active",
      actor,
      reasonCode: "reinstated",
      note: reason,
    });
    return { isLive: true };
  });
}

async function requireReinstatable(tx: Tx, grantId: string) {
  const grant = await lockGrant(tx, grantId);
  if (grant === null) throw new AppError("not_found");
  const { state, applicationState, applicationId, expiresAt, isLatest } = grant;
  if (!isStopped(state)) throw new AppError("wrong_state", "This grant is neither restricted nor suspended.");
  if (expiresAt <= (await databaseNow(tx))) throw new AppError("wrong_state", "This grant has run out.");
  if (!isLatest || applicationState !== state) {
    throw new AppError("wrong_state", "Its case is being looked at again; two signatures bring it back.");
  }
  if (await hasFailedFairness(tx, grantId)) {
    throw new AppError("wrong_state", "Its last fairness run failed: a passed one comes first.");
  }
  if (await hasOverdueFinding(tx, grant)) {
    throw new AppError("wrong_state", "A finding against it has run out: it is closed first.");
  }
  return { state, applicationId };
}
