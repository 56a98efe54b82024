import type { Tx } from "#lib/platform/db";
import type { Language } from "#lib/platform/language";

/** @returns null for nobody's id */
export async function findLanguage(tx: Tx, personId: string): Promise<string | null> {
  const person = await tx.person.findUnique({ where: { id: personId }, select: { language: true } });
  return person?.language ?? null;
}

/** An account that was disabled keeps what it had. */
export async function saveLanguage(tx: Tx, of: { personId: string; language: Language }): Promise<void> {
  await tx.person.updateMany({
    where: { id: of.personId, disabledAt: null },
    data: { language: of.language },
  });
}
