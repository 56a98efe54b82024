import type { Actor } from "#lib/identity/actor";
import { requireStaffRole } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { lockSwitches } from "./gate-store";
import { findSwitch, insertSwitch, saveFirstSwitchLift, saveSecondSwitchLift } from "./switch-store";

export const SWITCH_SCOPES = ["global", "tenant", "operation", "model", "jurisdiction"] as const;
export type SwitchScope = (typeof SWITCH_SCOPES)[number];

/**
 * Throws a kill switch: from the commit on, the gate refuses what it names, at the door, at claim and at finish.
 *
 * @param value which tenant, operation, model or jurisdiction; "*" for global
 * @throws AppError forbidden
 */
export async function throwSwitch({
  actor,
  scope,
  value,
  reason,
}: {
  actor: Actor;
  scope: SwitchScope;
  value: string;
  reason: string;
}): Promise<{ switchId: string }> {
  requireStaffRole(actor, "operator", "compliance_officer");
  const switchId = newId("swi");
  const named = scope === "global" ? "*" : value;
  await transaction(async (tx) => {
    await lockSwitches(tx);
    await insertSwitch(tx, { id: switchId, scope, value: named, reason, setById: actor.personId });
    await appendEntry(tx, {
      kind: "switch.set",
      subjectId: switchId,
      data: { scope, value: named, actor: actor.personId },
      secret: { reason },
    });
  });
  return { switchId };
}

/**
 * Lifts a switch; like a suspension it takes two people.
 *
 * @returns whether it is lifted (false after the first of the two)
 * @throws AppError not_found | forbidden | wrong_state (lifted already) | already_signed
 */
export async function liftSwitch({
  actor,
  switchId,
}: {
  actor: Actor;
  switchId: string;
}): Promise<{ lifted: boolean }> {
  requireStaffRole(actor, "operator", "compliance_officer");
  return transaction(async (tx) => {
    await lockSwitches(tx);
    const thrown = await findSwitch(tx, switchId);
    if (thrown === null) throw new AppError("not_found");
    if (thrown.liftedAt !== null) throw new AppError("wrong_state", "This switch is lifted already.");
    if (thrown.firstLiftById === actor.personId) {
      throw new AppError("already_signed", "You have asked for this already; a second person confirms it.");
    }
    const now = await databaseNow(tx);
    if (thrown.firstLiftById === null) {
      await saveFirstSwitchLift(tx, switchId, { personId: actor.personId, now });
      return { lifted: false };
    }
    await saveSecondSwitchLift(tx, switchId, { personId: actor.personId, now });
    await appendEntry(tx, {
      kind: "switch.lifted",
      subjectId: switchId,
      data: { first: thrown.firstLiftById, second: actor.personId },
    });
    return { lifted: true };
  });
}
