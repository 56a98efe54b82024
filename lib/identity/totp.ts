import { createHmac } from "node:crypto";
import { generateURI, ScureBase32Plugin, verify } from "otplib";
import { requiredSecret } from "#lib/platform/env";
import { openSealed, seal } from "#lib/platform/sealing/seal";

const STEP_SECONDS = 30;
/** RFC 4226 §4, R6: 160 bits. */
const SECRET_BYTES = 20;

/**
 * The secret that a person may enrol, base32 as authenticator apps take it. It is the same for as long as their
 * session lasts and nothing else is enrolled: a page that is loaded again, or sent with a wrong code, does not
 * outdate what the app has taken. Being derived here, it is never taken from a form.
 *
 * @param standing the sealed secret that is enrolled now, or null
 */
export function offeredSecret(of: { personId: string; sessionId: string; standing: string | null }): string {
  const bytes = createHmac("sha256", keyFor("totp offers, version 1"))
    .update([of.personId, of.sessionId, of.standing ?? ""].join("|"))
    .digest()
    .subarray(0, SECRET_BYTES);
  return new ScureBase32Plugin().encode(bytes, { padding: false });
}

/** The same as a link that opens the app (Google Authenticator's key URI format). */
export function otpauthLink(email: string, secret: string): string {
  return generateURI({ issuer: "Countersign", label: email, secret });
}

/**
 * @returns the time step that the code belongs to, or null when it is wrong; one step of clock drift either way is fine
 * @see RFC 6238 §5.2: the caller accepts a step once
 */
export async function totpStep(secret: string, code: string, now: Date): Promise<number | null> {
  const epoch = Math.floor(now.getTime() / 1000);
  if (!/^\d{6}$/.test(code)) return null;
  const result = await verify({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
  return result.valid ? Math.floor(epoch / STEP_SECONDS) + result.delta : null;
}

/** Secrets lie in the database sealed under a key derived from the portal's own secret. */
export function sealTotpSecret(personId: string, secret: string): string {
  return seal({ key: keyFor(SEALING), version: 1, boundTo: personId, bytes: Buffer.from(secret) }).toString(
    "base64",
  );
}

export async function openTotpSecret(personId: string, sealed: string): Promise<string> {
  const opened = await openSealed({
    sealed: Buffer.from(sealed, "base64"),
    boundTo: personId,
    keyOf: () => keyFor(SEALING),
  });
  return opened.toString("utf8");
}

const SEALING = "totp secrets, version 1";

function keyFor(use: string): Buffer {
  return createHmac("sha256", requiredSecret("NEXTAUTH_SECRET")).update(use).digest();
}
