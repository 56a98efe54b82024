import { databaseNow, read } from "#lib/platform/db";
import type { Actor } from "./actor";
import { findSession, touchSession } from "./session-store";
import { findActor } from "./store";

/** Without a request for this long, staff sign in again (guarantees: 30 minutes idle, 12 hours absolute). */
const STAFF_IDLE_MS = 30 * 60_000;

/**
 * Who a session is, with the roles that they hold at this moment. Read from the database at every request, so that
 * ending a session or a role works at once.
 *
 * @returns null for a session that was ended, has expired or lay idle too long
 */
export async function sessionActor(sessionId: string): Promise<Actor | null> {
  return read(async (tx) => {
    const session = await findSession(tx, sessionId);
    if (session === null || session.revokedAt !== null) return null;
    const now = await databaseNow(tx);
    if (session.expiresAt <= now) return null;
    const person = await findActor(tx, session.personId);
    if (person === null) return null;
    const idleMs = now.getTime() - session.lastSeenAt.getTime();
    if (person.staffRoles.length > 0 && idleMs > STAFF_IDLE_MS) return null;
    await touchSession(tx, sessionId);
    return { ...person, sessionId };
  });
}
