import { appendEntry } from "#lib/ledger/append-entry";
import { read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import type { Actor } from "./actor";
import { confirmPerson } from "./confirm-person";
import { newRecoveryCode, RECOVERY_CODES, recoveryDigest } from "./recovery-code";
import { replaceRecoveryCodes } from "./recovery-code-store";
import { findPerson } from "./store";

/**
 * Makes ten codes that each stand in once for the code of an authenticator that is lost: at sign-in, and where a new
 * authenticator takes its place. Earlier codes end. Staff get none: two people enrol theirs.
 *
 * @param totp of the authenticator that is enrolled
 * @returns the codes, which are shown this once and stored as digests
 * @throws AppError forbidden for staff | wrong_state without an authenticator | step_up_failed | sign_in_locked
 */
export async function makeRecoveryCodes({
  actor,
  totp,
}: {
  actor: Actor;
  totp: string;
}): Promise<readonly string[]> {
  if (actor.staffRoles.length > 0) {
    throw new AppError("forbidden", "Staff have no recovery codes: another authenticator takes two people.");
  }
  const person = await read((tx) => findPerson(tx, actor.personId));
  if (!person?.totpSecret) throw new AppError("wrong_state", "Enrol an authenticator first.");
  await confirmPerson(actor, { totp });
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await transaction(async (tx) => {
    await replaceRecoveryCodes(
      tx,
      actor.personId,
      codes.map((code) => ({ id: newId("rcv"), codeDigest: recoveryDigest(actor.personId, code) })),
    );
    await appendEntry(tx, {
      kind: "person.recovery_codes_made",
      subjectId: actor.personId,
      data: { codes: codes.length },
    });
    await emitEvent(tx, {
      kind: "person.sign_in_changed",
      subjectId: actor.personId,
      data: { what: "recovery_codes" },
    });
  });
  return codes;
}
