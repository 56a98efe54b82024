import NextAuth from "next-auth";
import { env } from "#lib/platform/env";
import { authOptions } from "../../../_edge/auth-options";

/** With an address of its own the portal signs in there and nowhere else; without one, wherever it is asked. */
function settleAddress(): void {
  if (env().PORTAL_URL === undefined) process.env.AUTH_TRUST_HOST ??= "true";
  else process.env.NEXTAUTH_URL ??= env().portalUrl;
}

type Context = { params: Promise<{ nextauth: string[] }> };

function handler(request: Request, context: Context): Promise<Response> {
  // Not when the file is loaded: a build loads it, and has no settings.
  settleAddress();
  return NextAuth(authOptions())(request, context);
}

export { handler as GET, handler as POST };
