import { databaseNow, read } from "#lib/platform/db";
import { useTotpStep } from "./store";
import { openTotpSecret, totpStep } from "./totp";

/** Whether a code is the person's authenticator's, now, and was not used before. Accepting it uses it. */
export async function codeAccepted(
  person: { id: string; totpSecret: string | null },
  code: string,
): Promise<boolean> {
  if (person.totpSecret === null) return false;
  const now = await read(databaseNow);
  const step = await totpStep(await openTotpSecret(person.id, person.totpSecret), code, now);
  return step !== null && read((tx) => useTotpStep(tx, person.id, step));
}
