import { createHash, createPublicKey, verify } from "#ledger-crypto";
import { isRecord } from "#lib/ledger/leaf";
import { type Refused, refuse } from "#lib/ledger/refused";
import { fromBase64Url, type PasskeyKey, readCoseKey, toBase64Url } from "./cose-key";

/** What `identity/assertion.ts` keeps, as a certificate carries it; bytes in base64url. */
export type CertifiedAssertion = {
  credential_id: string;
  public_key: string;
  client_data_json: string;
  authenticator_data: string;
  signature: string;
  rp_id: string;
  origin: string;
};

/** WebAuthn Level 3 §6.1: the user was there (bit 0), and was verified (bit 2). */
const PRESENT_AND_VERIFIED = 0x05;
const RP_ID_HASH_BYTES = 32;
/** Hash, flags, counter. */
const AUTHENTICATOR_DATA_BYTES_MIN = 37;

/**
 * Verifies a passkey's assertion over a digest: WebAuthn Level 3 §7.2, steps 11 to 21, without a server. Whether the
 * key was the signer's, and known before, is the ledger's to say.
 *
 * @param digest 64 hex digits: what must have been the challenge
 */
export function verifyAssertion(
  assertion: CertifiedAssertion,
  digest: string,
): { ok: true; algorithm: PasskeyKey["algorithm"] } | Refused {
  const client = fromBase64Url(assertion.client_data_json);
  const data = fromBase64Url(assertion.authenticator_data);
  const signature = fromBase64Url(assertion.signature);
  const publicKey = fromBase64Url(assertion.public_key);
  if (client === null || data === null || signature === null || publicKey === null) {
    return refuse("a part of the assertion is not base64url");
  }
  const wrong = whyClientDataFail(client, assertion, digest) ?? whyAuthenticatorFails(data, assertion);
  if (wrong !== null) return refuse(wrong);
  const read = readCoseKey(publicKey);
  if (!read.ok) return read;
  const { algorithm, hash, jwk } = read.key;
  const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
  try {
    if (verify(hash, signed, createPublicKey({ key: jwk, format: "jwk" }), signature)) {
      return { ok: true, algorithm };
    }
  } catch {
    return refuse("its key is no point or modulus of its algorithm");
  }
  return refuse(`the ${algorithm} signature is not valid`);
}

function whyClientDataFail(bytes: Uint8Array, { origin }: CertifiedAssertion, digest: string): string | null {
  let client: unknown;
  try {
    client = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return "its client data are not JSON";
  }
  if (!isRecord(client) || client.type !== "webauthn.get") return "its client data are of another ceremony";
  if (client.challenge !== toBase64Url(Buffer.from(digest, "hex"))) {
    return "the passkey answered to something else than the digest";
  }
  if (client.origin !== origin) return `the passkey answered to ${String(client.origin)}, not to ${origin}`;
  return client.crossOrigin === true ? "the passkey answered inside another site's page" : null;
}

function whyAuthenticatorFails(data: Uint8Array, assertion: CertifiedAssertion): string | null {
  if (data.length < AUTHENTICATOR_DATA_BYTES_MIN) return "its authenticator data are too short";
  const rpIdHash = Buffer.from(createHash("sha256").update(assertion.rp_id).digest());
  if (!rpIdHash.equals(Buffer.from(data.subarray(0, RP_ID_HASH_BYTES)))) {
    return `the passkey answered for another relying party than ${assertion.rp_id}`;
  }
  const flags = data[RP_ID_HASH_BYTES] ?? 0;
  return (flags & PRESENT_AND_VERIFIED) === PRESENT_AND_VERIFIED ? null : "the passkey verified nobody";
}
