import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { isRecoveryCode, recoveryDigest } from "./recovery-code";
import { takeRecoveryCode } from "./recovery-code-store";

/**
 * Uses one of a person's recovery codes up, if it is one that was not used yet. It is on record and told: a code that
 * somebody else has must not pass unseen. The caller counts the try.
 *
 * @returns false when it was used, never was, or the person is one of the staff
 */
export async function spendRecoveryCode(personId: string, typed: string): Promise<boolean> {
  if (!isRecoveryCode(typed)) return false;
  const codeDigest = recoveryDigest(personId, typed);
  return transaction(async (tx) => {
    if (!(await takeRecoveryCode(tx, { personId, codeDigest }))) return false;
    await appendEntry(tx, { kind: "person.recovery_code_used", subjectId: personId, data: {} });
    await emitEvent(tx, {
      kind: "person.sign_in_changed",
      subjectId: personId,
      data: { what: "recovery_code_used" },
    });
    return true;
  });
}
