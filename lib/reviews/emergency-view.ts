import { DESK_ROLES } from "#lib/applications/application";
import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { requirePart } from "./access";
import { EMERGENCY_WORDS, emergencyRefusals } from "./emergency";
import { readOpenCase } from "./open-case";

export type EmergencyDesk = {
  applicationId: string;
  reference: string;
  /** Set once the lane was taken by the revision at hand. */
  opened: { danger: string; at: Date } | null;
  /** Why it cannot be taken, by this case or this person; empty when it can. */
  refusals: readonly string[];
};

/** Whether a case may take the emergency lane, and who says so. @throws AppError as `dossier` */
export function emergencyDesk(actor: Actor, applicationId: string): Promise<EmergencyDesk> {
  return read(async (tx) => {
    await requirePart(tx, actor, applicationId);
    const { reference, state, emergency, application, screening } = await readOpenCase(tx, applicationId);
    const ofCase = emergencyRefusals(application, screening.result).map(
      (refusal) => EMERGENCY_WORDS[refusal],
    );
    const isDesk = hasStaffRole(actor, ...DESK_ROLES);
    return {
      applicationId,
      reference,
      opened: emergency === null ? null : { danger: emergency.danger, at: emergency.openedAt },
      refusals: [
        ...ofCase,
        ...(state === "triaged" ? [] : ["The emergency lane is taken before anyone scores the case."]),
        ...(isDesk ? [] : ["Intake or compliance opens the emergency lane."]),
      ],
    };
  });
}
