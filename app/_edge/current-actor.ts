import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getToken } from "next-auth/jwt";
import { cache } from "react";
import type { Actor } from "#lib/identity/actor";
import { sessionActor } from "#lib/identity/session-actor";
import { requiredSecret } from "#lib/platform/env";
import { sessionCookie } from "./auth-options";

/**
 * Who makes this request: the token names a session row, and the row is read anew each time.
 *
 * @returns null for nobody, and for a session that was ended or has expired
 */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const { name: cookieName, options } = sessionCookie();
  const jar = await cookies();
  const token = await getToken({
    // getToken reads cookies and headers and nothing else of a request.
    req: {
      cookies: Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value])),
      headers: Object.fromEntries(await headers()),
    } as unknown as Parameters<typeof getToken>[0]["req"],
    secret: requiredSecret("NEXTAUTH_SECRET"),
    cookieName,
    secureCookie: options.secure,
  });
  return token?.sessionId === undefined ? null : sessionActor(token.sessionId);
});

/** For pages: who makes the request, or off to the sign-in page and back here afterwards. */
export async function requireActor(here: string): Promise<Actor> {
  const actor = await currentActor();
  if (actor === null) redirect(`/sign-in?next=${encodeURIComponent(here)}`);
  return actor;
}
