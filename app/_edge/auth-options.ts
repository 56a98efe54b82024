import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { credentials } from "#lib/identity/contract";
import { checkSignIn, endSessions, isDemoPerson, openSession } from "#lib/identity/sign-in";
import { env } from "#lib/platform/env";

declare module "next-auth" {
  interface User {
    userAgent?: string;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    /** Id of the AuthSession row; all else about the person is read from the database. */
    sessionId?: string;
    personId?: string;
  }
}

export const SESSION_SECONDS = 12 * 3_600;

/** Name and attributes of the session cookie: out of reach of scripts, and bound to the host when there is TLS. */
export function sessionCookie() {
  const https = isHttps();
  return {
    name: https ? "__Host-countersign-session" : "countersign-session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: https },
  } as const;
}

/** Sign-in by password, and in the demo by one click. The token carries the id of a session row and nothing else. */
export function authOptions(): NextAuthOptions {
  const settings = env();
  return {
    ...(settings.NEXTAUTH_SECRET === undefined ? {} : { secret: settings.NEXTAUTH_SECRET }),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: isHttps(),
    cookies: { sessionToken: sessionCookie() },
    providers: settings.COUNTERSIGN_MODE === "demo" ? [byPassword, byDemoClick] : [byPassword],
    callbacks: {
      async jwt({ token, user }) {
        if (!user) return token;
        const sessionId = await openSession({ personId: user.id, userAgent: user.userAgent ?? "" });
        return { sessionId, personId: user.id };
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (token.sessionId && token.personId)
          await endSessions({ personId: token.personId, id: token.sessionId });
      },
    },
  };
}

const byPassword = Credentials({
  id: "credentials",
  credentials: { email: {}, password: {}, totp: {} },
  async authorize(given, request) {
    const parsed = credentials.safeParse({ ...given });
    if (!parsed.success) return null;
    const verdict = await checkSignIn(parsed.data);
    if (verdict.ok) return { id: verdict.personId, userAgent: userAgentOf(request.headers) };
    // next-auth puts the message of an error into the address of the sign-in page: a closed word, never a detail.
    throw new Error(verdict.refusal);
  },
});

const byDemoClick = Credentials({
  id: "demo",
  credentials: { personId: {} },
  async authorize(given, request) {
    const personId = given?.personId ?? "";
    const allowed = env().COUNTERSIGN_MODE === "demo" && (await isDemoPerson(personId));
    return allowed ? { id: personId, userAgent: userAgentOf(request.headers) } : null;
  },
});

function isHttps(): boolean {
  return env().portalUrl.startsWith("https://");
}

function userAgentOf(headers: unknown): string {
  if (typeof headers !== "object" || headers === null || !("user-agent" in headers)) return "";
  return String(headers["user-agent"]);
}
