import type { Assertion } from "#lib/identity/assertion";
import { proofOf } from "#lib/identity/kept-assertion";
import { isRecord, parseLeaf } from "#lib/ledger/leaf";
import type { CertifiedSignature } from "./certificate";
import type { ProposalEntry } from "./certificate-store";

/** A signature as the ledger has it, with the secret that its commitment stands for. */
export type SignedEntry = {
  slot: number;
  signer: string;
  lane: string | null;
  method: string;
  reason: CertifiedSignature["reason"];
};

/** What the ledger says of a proposal: the salt of its text's parts, and its signatures in their order. */
export function proposalOf(entries: readonly ProposalEntry[]): {
  proposed: { salt: string | null };
  signed: SignedEntry[];
} {
  const proposed = entries.find(({ kind }) => kind === "decision.proposed");
  const salt = secretOf(proposed)?.parts_salt;
  const signed = entries.filter(({ kind }) => kind === "decision.signed").map(signedEntry);
  return {
    proposed: { salt: typeof salt === "string" ? salt : null },
    signed: signed.sort((one, other) => one.slot - other.slot),
  };
}

function signedEntry(entry: ProposalEntry): SignedEntry {
  const read = parseLeaf(entry.leaf);
  if (!read.ok) throw new Error(`a signature's entry cannot be read: ${read.reason}`);
  const { slot, signer, lane, method } = read.leaf.data;
  const text = secretOf(entry)?.reason;
  return {
    slot: Number(slot),
    signer: String(signer),
    lane: typeof lane === "string" ? lane : null,
    method: String(method),
    reason:
      typeof text === "string" && entry.salt !== null
        ? { text, salt: Buffer.from(entry.salt).toString("hex") }
        : null,
  };
}

/** null where there is none, or where it was erased. */
function secretOf(entry: ProposalEntry | undefined): Record<string, unknown> | null {
  const secret: unknown = entry?.secret == null ? null : JSON.parse(entry.secret);
  return isRecord(secret) ? secret : null;
}

/** A certificate's signature, with the assertion that was kept for it. */
export function signatureOf(
  { slot, signer, lane, method, reason }: SignedEntry,
  assertion: Assertion | null,
): CertifiedSignature {
  const proof = proofOf(method, assertion ?? undefined);
  return { slot, signer, lane, method, proof, assertion, reason };
}
