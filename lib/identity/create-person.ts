import { appendEntry } from "#lib/ledger/append-entry";
import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { Language } from "#lib/platform/language";
import { findPersonByEmail, insertPerson } from "./store";

/**
 * An account, as a part of another verb that has seen why there should be one.
 *
 * @returns its person's id; null when the address has an account
 */
export async function createPerson(
  tx: Tx,
  of: { email: string; name: string; passwordHash: string; language: Language },
): Promise<string | null> {
  const { email, name } = of;
  const id = newId("per");
  if ((await findPersonByEmail(tx, email)) !== null) return null;
  if (!(await insertPerson(tx, { id, ...of, isDemo: false }))) return null;
  await appendEntry(tx, { kind: "person.created", subjectId: id, data: {}, secret: { name, email } });
  return id;
}
