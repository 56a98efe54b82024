import { canonicalJson, sha256Hex } from "#lib/platform/canonical-json";
import { requireRelyingParty } from "./passkey";
import type { PasskeyAssertion } from "./passkey-answer";

/**
 * What a passkey answered to a digest, with all that it takes to verify it again: no server, no database. Bytes are in
 * base64url.
 *
 * @see WebAuthn Level 3 §5.8.1 (client data), §6.1 (authenticator data), RFC 9052 §7 (the key)
 */
export type Assertion = {
  credential_id: string;
  /** COSE_Key, as it was enrolled at that moment. */
  public_key: string;
  client_data_json: string;
  authenticator_data: string;
  signature: string;
  rp_id: string;
  origin: string;
};

/** An answer that was verified a moment ago, as it is kept. */
export function keptAssertion({ id, response }: PasskeyAssertion, publicKey: Uint8Array): Assertion {
  const { rpId, origin } = requireRelyingParty();
  return {
    credential_id: id,
    public_key: Buffer.from(publicKey).toString("base64url"),
    client_data_json: response.clientDataJSON,
    authenticator_data: response.authenticatorData,
    signature: response.signature,
    rp_id: rpId,
    origin,
  };
}

/** What the ledger says of an assertion, 64 hex digits: whoever is shown one can see that it is the one. */
export function assertionDigest(assertion: Assertion): string {
  return sha256Hex(canonicalJson(assertion));
}

/** What the ledger says of a passkey when it is enrolled, so that a stranger can see that its key was known before. */
export function credentialDigest(credentialId: string, publicKey: Uint8Array): string {
  const key = Buffer.from(publicKey).toString("base64url");
  return sha256Hex(canonicalJson({ credential_id: credentialId, public_key: key }));
}
