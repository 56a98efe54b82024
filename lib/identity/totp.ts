import { createHmac } from "node:crypto";
import { generateSecret, generateURI, verify } from "otplib";
import { requiredSecret } from "#lib/platform/env";
import { openSealed, seal } from "#lib/platform/sealing/seal";

const STEP_SECONDS = 30;

/** A new secret, base32, as authenticator apps take it, and the same as an otpauth link. */
export function newTotpSecret(email: string): { secret: string; link: string } {
  const secret = generateSecret();
  return { secret, link: generateURI({ issuer: "Countersign", label: email, secret }) };
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
  return seal({ key: sealingKey(), version: 1, boundTo: personId, bytes: Buffer.from(secret) }).toString(
    "base64",
  );
}

export async function openTotpSecret(personId: string, sealed: string): Promise<string> {
  const opened = await openSealed({
    sealed: Buffer.from(sealed, "base64"),
    boundTo: personId,
    keyOf: () => sealingKey(),
  });
  return opened.toString("utf8");
}

function sealingKey(): Buffer {
  return createHmac("sha256", requiredSecret("NEXTAUTH_SECRET")).update("totp secrets, version 1").digest();
}
