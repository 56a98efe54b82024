import { cookies, headers } from "next/headers";
import { encode } from "next-auth/jwt";
import { endSessions, openSession } from "#lib/identity/sign-in";
import { requiredSecret } from "#lib/platform/env";
import { SESSION_SECONDS, sessionCookie } from "./auth-options";
import { currentActor } from "./current-actor";
import { takeOverLanguage } from "./language-cookie";

/**
 * Opens a session for someone whose sign-in was checked, and gives this browser the token that names it: the one
 * that next-auth's own routes give, here from a plain form, which works without scripts.
 */
export async function beginBrowserSession(personId: string): Promise<void> {
  const userAgent = (await headers()).get("user-agent") ?? "";
  const sessionId = await openSession({ personId, userAgent });
  const token = await encode({
    token: { sessionId, personId },
    secret: requiredSecret("NEXTAUTH_SECRET"),
    maxAge: SESSION_SECONDS,
  });
  const { name, options } = sessionCookie();
  (await cookies()).set(name, token, { ...options, maxAge: SESSION_SECONDS });
  await takeOverLanguage(personId);
}

/** Ends the session in the database, not only in this browser. */
export async function endBrowserSession(): Promise<void> {
  const actor = await currentActor();
  if (actor !== null) await endSessions({ personId: actor.personId, id: actor.sessionId });
  const { name, options } = sessionCookie();
  // Set to nothing rather than deleted: a `__Host-` cookie goes only with the attributes that it came with.
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
