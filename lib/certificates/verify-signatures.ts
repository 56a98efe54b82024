import { createHash } from "#ledger-crypto";
import { canonicalText } from "#lib/ledger/leaf";
import { textDigest } from "#lib/ledger/text-parts";
import type { Certificate, CertifiedSignature } from "./certificate";
import { type Entry, entriesOfKind } from "./entries";
import { verifyAssertion } from "./verify-assertion";

/** A signature as it was found, for the account that is printed. */
export type JudgedSignature = {
  slot: number;
  signer: string;
  lane: string | null;
  method: string;
  /** What could be verified of it, in words. */
  finding: string;
};

/**
 * Holds every signature against its entry in the ledger, and verifies again those that can be.
 *
 * @returns what was found of each, or which fails and why
 */
export function judgeSignatures(
  certificate: Certificate,
):
  | { ok: true; signatures: JudgedSignature[] }
  | { ok: false; check: "signature" | "assertion"; reason: string } {
  const { decision, signatures, ledger } = certificate;
  const entries = entriesOfKind(ledger, "decision.signed").filter(
    ({ subject, data }) => subject === decision.proposal_id && data.digest === decision.digest,
  );
  const issued = entriesOfKind(ledger, "decision.issued").find(({ subject }) => subject === decision.id);
  if (canonicalText(issued?.data.signers) !== canonicalText(signatures.map(({ signer }) => signer))) {
    return { ok: false, check: "signature", reason: "its signers are not those that the ledger names" };
  }
  if (entries.length !== signatures.length) {
    return {
      ok: false,
      check: "signature",
      reason: `it has ${signatures.length} of ${entries.length} signatures`,
    };
  }
  const judged: JudgedSignature[] = [];
  for (const [place, signature] of signatures.entries()) {
    const entry = entries[place];
    const who = `signature ${place + 1}, of ${signature.signer}`;
    if (entry === undefined)
      return { ok: false, check: "signature", reason: `${who}: it is not in the ledger` };
    const differs = whyAnotherEntry(signature, entry);
    if (differs !== null) return { ok: false, check: "signature", reason: `${who}: ${differs}` };
    const { slot, signer, lane, method } = signature;
    const proof = judgeProof(certificate, signature, entry);
    if (!proof.ok) return { ok: false, check: "assertion", reason: `${who}: ${proof.reason}` };
    judged.push({ slot, signer, lane, method, finding: proof.finding });
  }
  return { ok: true, signatures: judged };
}

function whyAnotherEntry(signature: CertifiedSignature, { data, commitment }: Entry): string | null {
  const { slot, signer, lane, method, reason } = signature;
  if (data.signer !== signer) return `the ledger names ${String(data.signer)}`;
  if (data.slot !== slot) return `the ledger has it at place ${String(data.slot)}`;
  if (data.method !== method) return `the ledger has it by ${String(data.method)}, not by ${method}`;
  if ((data.lane ?? null) !== lane) return `the ledger has it from ${String(data.lane ?? "no lane")}`;
  if (reason !== null && commitmentOf(reason) !== commitment)
    return "its reason is not what was written then";
  return null;
}

/** As `commitment` in entry.ts has it, over what `signDecision` keeps secret. */
function commitmentOf({ text, salt }: { text: string; salt: string }): string {
  const secret = canonicalText({ reason: text });
  return createHash("sha256").update(Buffer.from(salt, "hex")).update(secret).digest("hex");
}

type Proof = { ok: true; finding: string } | { ok: false; reason: string };

function judgeProof(certificate: Certificate, signature: CertifiedSignature, entry: Entry): Proof {
  const { method, proof, assertion } = signature;
  const kept = entry.data.assertion_digest ?? null;
  const expected = method !== "passkey" ? "seen" : kept === null ? "not_kept" : "assertion";
  if (proof !== expected) return { ok: false, reason: `it says ${proof}, where the ledger says ${expected}` };
  if ((assertion !== null) !== (expected === "assertion")) {
    return {
      ok: false,
      reason: assertion === null ? "its assertion is missing" : "it has an assertion too many",
    };
  }
  if (assertion === null) {
    const seen = method === "totp" ? "second factor" : method;
    const finding =
      expected === "seen"
        ? `${seen} seen by the server; nothing to verify offline`
        : "passkey, assertion not kept";
    return { ok: true, finding };
  }
  if (textDigest(canonicalText(assertion)) !== kept) {
    return { ok: false, reason: "its assertion is not the one that the ledger speaks of" };
  }
  const verified = verifyAssertion(assertion, certificate.decision.digest);
  if (!verified.ok) return verified;
  const known = keyInLedger(certificate, signature, entry);
  return known.ok
    ? { ok: true, finding: `passkey verified (${verified.algorithm}), ${known.finding}` }
    : known;
}

/** The key must have been enrolled by this signer, for this relying party, before it signed, and not removed since. */
function keyInLedger(
  { ledger }: Certificate,
  { signer, assertion }: CertifiedSignature,
  entry: Entry,
): Proof {
  const credential = textDigest(
    canonicalText({ credential_id: assertion?.credential_id, public_key: assertion?.public_key }),
  );
  const before = ({ subject, index }: Entry) => subject === signer && index < entry.index;
  const enrolments = entriesOfKind(ledger, "person.passkey_enrolled").filter(before);
  const removed = entriesOfKind(ledger, "person.passkey_removed").filter(before);
  const enrolled = enrolments.find(({ data }) => data.credential_digest === credential);
  if (enrolled === undefined) {
    // Entries from before credentials had a digest there name the passkey and nothing else.
    return enrolments.some(({ data }) => data.credential_digest === undefined)
      ? { ok: true, finding: "by a key that was enrolled before the ledger told keys apart" }
      : { ok: false, reason: "the ledger does not know its key from before" };
  }
  const { rp_id: rpId, origin, passkey } = enrolled.data;
  if (rpId !== assertion?.rp_id || origin !== assertion?.origin) {
    return { ok: false, reason: `its key was enrolled for ${String(origin)}` };
  }
  if (removed.some(({ data, index }) => data.passkey === passkey && index > enrolled.index)) {
    return { ok: false, reason: "its key was removed before it signed" };
  }
  return { ok: true, finding: `its key in the ledger since entry ${enrolled.index}` };
}
