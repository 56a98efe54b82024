import { type Bundle, bundleText, readBundle } from "#lib/ledger/bundle";
import { canonicalText, isRecord } from "#lib/ledger/leaf";
import { type Refused, refuse } from "#lib/ledger/refused";
import type { CertifiedAssertion } from "./verify-assertion";

export const CERTIFICATE_FORMAT = "countersign-decision-certificate/1";

/**
 * A decision as anyone can verify it, with no network and no database. It holds nothing that is not checked: what
 * cannot be held against the digest or the ledger (names of people, times of a clock) is not in it.
 */
export type Certificate = {
  decision: { id: string; application_id: string; proposal_id: string; outcome: string; digest: string };
  signed: SignedText;
  /** In the order of their slots, all that there are. */
  signatures: readonly CertifiedSignature[];
  ledger: Bundle;
};

/**
 * The text that was signed: whole, with the salt of its parts' digests in the ledger (null for texts from before these);
 * or by its parts, of which the reader may see some. A part that is withheld is there by its digest.
 */
export type SignedText =
  | { kind: "whole"; text: string; salt: string | null }
  | { kind: "parts"; parts: readonly TextPart[] };
export type TextPart = { name: string; digest: string; open: { value: unknown; salt: string } | null };

export type CertifiedSignature = {
  slot: number;
  signer: string;
  /** The signer's home lane; null in signatures from before the ledger held it. */
  lane: string | null;
  method: string;
  proof: "assertion" | "not_kept" | "seen";
  assertion: CertifiedAssertion | null;
  /** What the ledger's commitment stands for: the signer's own reason; null where it is withheld. */
  reason: { text: string; salt: string } | null;
};

/** RFC 8785 canonical JSON, so that one certificate has one text. */
export function certificateText({ ledger, ...certificate }: Certificate): string {
  const value = { format: CERTIFICATE_FORMAT, ...certificate, ledger: JSON.parse(bundleText(ledger)) };
  return `${canonicalText(value)}\n`;
}

/** Whether a text says of itself that it is a certificate. */
export function isCertificate(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && String(value.format).startsWith("countersign-decision-certificate/");
  } catch {
    return false;
  }
}

/** Reads a certificate's text. Refuses what has not the form, and a field more as well as one less. */
export function readCertificate(text: string): { ok: true; certificate: Certificate } | Refused {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("not JSON");
  }
  const fields = ["format", "decision", "signed", "signatures", "ledger"];
  if (!hasExactly(value, fields) || value.format !== CERTIFICATE_FORMAT) {
    return refuse(`not a ${CERTIFICATE_FORMAT}`);
  }
  const { decision, signed, signatures } = value;
  if (!isDecision(decision)) return refuse("its decision cannot be read");
  if (!isSignedText(signed)) return refuse("its signed text cannot be read");
  if (!Array.isArray(signatures) || !signatures.every(isSignature)) {
    return refuse("its signatures cannot be read");
  }
  const ledger = readBundle(JSON.stringify(value.ledger));
  if (!ledger.ok) return refuse(`its part of the ledger: ${ledger.reason}`);
  return { ok: true, certificate: { decision, signed, signatures, ledger: ledger.bundle } };
}

function hasExactly(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  return isRecord(value) && Object.keys(value).sort().join() === [...names].sort().join();
}

function isTexts(value: unknown, names: readonly string[]): boolean {
  return hasExactly(value, names) && names.every((name) => typeof value[name] === "string");
}

function isDecision(value: unknown): value is Certificate["decision"] {
  return isTexts(value, ["id", "application_id", "proposal_id", "outcome", "digest"]);
}

function isSignedText(value: unknown): value is SignedText {
  if (!isRecord(value)) return false;
  if (value.kind === "whole") {
    return (
      hasExactly(value, ["kind", "text", "salt"]) &&
      typeof value.text === "string" &&
      (value.salt === null || isHex(value.salt))
    );
  }
  return (
    value.kind === "parts" &&
    hasExactly(value, ["kind", "parts"]) &&
    Array.isArray(value.parts) &&
    value.parts.every(isPart)
  );
}

function isPart(value: unknown): value is TextPart {
  if (!hasExactly(value, ["name", "digest", "open"])) return false;
  if (typeof value.name !== "string" || !isHex(value.digest)) return false;
  return value.open === null || (hasExactly(value.open, ["value", "salt"]) && isHex(value.open.salt));
}

const ASSERTION = [
  "credential_id",
  "public_key",
  "client_data_json",
  "authenticator_data",
  "signature",
  "rp_id",
  "origin",
];

function isSignature(value: unknown): value is CertifiedSignature {
  const fields = ["slot", "signer", "lane", "method", "proof", "assertion", "reason"];
  if (!hasExactly(value, fields)) return false;
  const { slot, signer, lane, method, proof, assertion, reason } = value;
  return (
    Number.isSafeInteger(slot) &&
    typeof signer === "string" &&
    (lane === null || typeof lane === "string") &&
    typeof method === "string" &&
    (proof === "assertion" || proof === "not_kept" || proof === "seen") &&
    (assertion === null || isTexts(assertion, ASSERTION)) &&
    (reason === null || (isTexts(reason, ["text", "salt"]) && isRecord(reason) && isHex(reason.salt)))
  );
}

function isHex(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
