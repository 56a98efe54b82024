import type { Actor } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activePack } from "#lib/policy/active-pack";
import type { Outcome } from "#lib/policy/screen";
import { lockForStaff } from "./access";
import type { ApplicationState } from "./application";
import { changeState } from "./change-state";
import { reopenRevision } from "./reopen-revision";
import { findCaseCountry } from "./revision-store";
import { applyScreening } from "./screen-revision";

/** Who may move a case to another pack. */
export const PACK_MOVERS = ["compliance", "compliance_officer"] as const satisfies readonly StaffRole[];

/** Characters of the reason for a move. */
export const MOVE_REASON_CHARS_MIN = 10;

/**
 * Moves a case in flight to the pack in force, which it would otherwise never see: the same signed text as its next
 * revision, screened again, sent where that answer sends it. A signature on what was there before is void; scores stand
 * where nothing that they rest on has changed. The case's record shows both versions and why.
 *
 * @throws AppError `not_found`; `forbidden` for others than compliance; `wrong_state` where the case is under the pack in
 * force already, and where nobody has it in hand; `invalid_request` without a reason
 */
export function moveToPack(input: {
  actor: Actor;
  applicationId: string;
  reason: string;
}): Promise<{ state: ApplicationState; outcome: Outcome; from: string; to: string }> {
  const { actor, applicationId } = input;
  const reason = requireReason(input.reason);
  return transaction(async (tx) => {
    const { state, packVersion: from } = await lockForStaff(tx, actor, applicationId, ...PACK_MOVERS);
    const pack = await activePack(tx);
    const to = pack.version;
    if (from === null) throw new AppError("wrong_state", "Nothing has been submitted yet.");
    if (from === to) throw new AppError("wrong_state", `This case is under ${to} already.`);
    const { revisionId, screening } = await reopenRevision(tx, { applicationId, actor });
    await appendEntry(tx, {
      kind: "case.pack_moved",
      subjectId: applicationId,
      data: { from, to, revision: revisionId, actor: actor.personId },
      secret: { reason },
    });
    const note = `Moved from pack ${from} to ${to}: ${reason}`;
    await changeState(tx, {
      applicationId,
      from: state,
      to: "screening",
      actor,
      reasonCode: "rescreened",
      note,
    });
    const now = await databaseNow(tx);
    const country = (await findCaseCountry(tx, revisionId)) ?? "";
    const moved = await applyScreening(tx, { applicationId, pack, result: screening, country, now });
    return { state: moved, outcome: screening.outcome, from, to };
  });
}

function requireReason(text: string): string {
  const reason = text.trim();
  if (reason.length >= MOVE_REASON_CHARS_MIN) return reason;
  const message = `Say why, in at least ${MOVE_REASON_CHARS_MIN} characters: it stands in the record of the case`;
  throw new AppError("invalid_request", message, { errors: [{ pointer: "/reason", message }] });
}
