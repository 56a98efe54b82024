import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requirePart, requireState } from "./access";
import { EMERGENCY_WORDS, emergencyRefusals } from "./emergency";
import { insertEmergency } from "./emergency-store";
import { lockOpenCase } from "./open-case";

/** Characters of what the desk says of the danger. */
export const DANGER_CHARS_MIN = 20;

/**
 * Sends a case to two approvers at once, without scoring, for imminent danger to life: the desk's judgement, on
 * record by name. What they approve is one key for one case, a day at most, and reviewed afterwards.
 *
 * @param input.imminent the desk's word that life is in danger now
 * @throws AppError `not_found`; `forbidden` for others than the desk; `wrong_state` once anyone scores it;
 * `hard_stop` for another purpose or applicant, and over any denial (HS01, HS03); `invalid_request` without the
 * danger in words
 */
export function openEmergencyLane(input: {
  actor: Actor;
  applicationId: string;
  imminent: boolean;
  danger: string;
}): Promise<void> {
  const { actor, applicationId } = input;
  const danger = input.danger.trim();
  return transaction(async (tx) => {
    const found = await lockOpenCase(tx, applicationId);
    await requirePart(tx, actor, applicationId);
    const refusals = emergencyRefusals(found.application, found.screening.result);
    if (refusals.length > 0) {
      const words = refusals.map((refusal) => EMERGENCY_WORDS[refusal]).join(" ");
      throw new AppError("hard_stop", words, { reasons: refusals });
    }
    requireState(found, ["triaged"], "The emergency lane is taken before anyone scores the case.");
    requireDanger(input.imminent, danger);

    const openedAt = await databaseNow(tx);
    const revisionId = found.revision.id;
    await insertEmergency(tx, { revisionId, applicationId, danger, openedById: actor.personId, openedAt });
    await appendEntry(tx, {
      kind: "emergency.opened",
      subjectId: applicationId,
      data: { revision: revisionId, screening: found.screening.id, actor: actor.personId },
      secret: { danger },
    });
    await changeState(tx, {
      applicationId,
      from: "triaged",
      to: "decision_pending",
      actor,
      reasonCode: "emergency_lane",
    });
  });
}

function requireDanger(imminent: boolean, danger: string): void {
  const errors = [
    ...(imminent ? [] : [{ pointer: "/imminent", message: "Tick it only if life is in danger now" }]),
    ...(danger.length >= DANGER_CHARS_MIN
      ? []
      : [
          {
            pointer: "/danger",
            message: `Say what the danger is, in at least ${DANGER_CHARS_MIN} characters`,
          },
        ]),
  ];
  if (errors.length > 0)
    throw new AppError("invalid_request", "Say that and why it cannot wait.", { errors });
}
