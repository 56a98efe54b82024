import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { lockForStaff } from "./access";
import { insertFinding } from "./finding-store";

/**
 * Records what compliance found in the sanctions lists. It counts from the next screening on (HS24).
 *
 * @param input.note what was searched, and where; required, since a finding without grounds is an opinion
 * @throws AppError `not_found`, `forbidden` for other roles and for the applicant's own people,
 * `wrong_state` on a draft, `invalid_request` without a note
 */
export function recordFinding(input: {
  actor: Actor;
  applicationId: string;
  kind: "sanctions";
  value: "clear" | "hit";
  note: string;
}): Promise<void> {
  const { actor, applicationId, kind, value } = input;
  const note = input.note.trim();
  return transaction(async (tx) => {
    const { state, revisionId } = await lockForStaff(
      tx,
      actor,
      applicationId,
      "compliance",
      "compliance_officer",
    );
    if (state === "draft") throw new AppError("wrong_state", "Nothing has been submitted yet.");
    if (note === "") {
      throw new AppError("invalid_request", "Say what was searched, and where.", {
        errors: [{ pointer: "/note", message: "Say what was searched, and where" }],
      });
    }
    const id = await insertFinding(tx, { applicationId, kind, value, note, recordedById: actor.personId });
    await appendEntry(tx, {
      kind: "finding.recorded",
      subjectId: applicationId,
      data: { finding: id, kind, revision: revisionId, actor: actor.personId },
      // The ledger is read by strangers, and a hit is a suspicion until two people decide on it.
      secret: { value, note },
    });
  });
}
