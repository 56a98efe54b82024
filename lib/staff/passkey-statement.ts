import { canonicalJson, sha256Hex } from "#lib/platform/canonical-json";

/** A passkey of someone of the staff, as it is on file. */
export type StaffPasskeyRow = {
  id: string;
  personId: string;
  credentialId: string;
  publicKey: Uint8Array;
};

/** The very text that another person confirms: RFC 8785 canonical JSON, with the SHA-256 of its bytes in hex. */
export function passkeyText(row: StaffPasskeyRow): { canonical: string; digest: string } {
  const canonical = canonicalJson({
    passkey: row.id,
    person: row.personId,
    credential_id: row.credentialId,
    public_key: Buffer.from(row.publicKey).toString("base64url"),
  });
  return { canonical, digest: sha256Hex(canonical) };
}
