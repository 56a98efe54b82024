import type { Actor } from "#lib/identity/actor";
import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";

const DAY_MS = 86_400_000;

/** A person with a session; roles are the caller's to add. */
export async function seedPerson(tx: Tx, name: string): Promise<Actor> {
  const personId = newId("per");
  const sessionId = newId("ses");
  await tx.person.create({
    data: {
      id: personId,
      email: `${personId}@seed.example`,
      name,
      passwordHash: "$argon2id$none",
      emailConfirmedAt: new Date(),
    },
  });
  await tx.authSession.create({
    data: { id: sessionId, personId, expiresAt: new Date(Date.now() + DAY_MS) },
  });
  return { personId, name, sessionId, staffRoles: [], memberships: [] };
}
