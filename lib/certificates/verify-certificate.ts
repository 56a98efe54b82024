import type { Account, Failure as LedgerFailure } from "#lib/ledger/verify-bundle";
import { verifyBundle } from "#lib/ledger/verify-bundle";
import type { Certificate } from "./certificate";
import { entriesOfKind } from "./entries";
import { type JudgedSignature, judgeSignatures } from "./verify-signatures";
import { type ReadText, readSignedText } from "./verify-signed-text";

// As the ledger's verifier: node:crypto (in a browser what stands in its place) and pure files. No database, no
// package, no network, no clock.

export type CertificateFailure =
  | LedgerFailure
  | { check: "decision" | "signed text" | "signature" | "assertion"; reason: string };

export type CertificateAccount = {
  ledger: Account;
  /** When the decision was put on record, by the ledger's clock, and where. */
  issued: { at: string; index: number };
  text: ReadText;
  signatures: readonly JudgedSignature[];
  /** Votes of the board over this digest, as they are here; that there are no others is not provable from a part. */
  votes: readonly BoardVote[];
  /** The grant that was made from it; null for a decision that grants nothing, or nothing yet. */
  grantId: string | null;
};

export type BoardVote = { member: string; vote: string; isExternal: boolean };

export type CertificateVerdict =
  | { ok: true; account: CertificateAccount }
  | { ok: false; failure: CertificateFailure };

/**
 * Verifies a certificate: its part of the ledger, that the ledger issued this decision over this digest, that the text
 * has the digest, that every signature is in the ledger and every passkey's assertion holds.
 *
 * @param options as of `verifyBundle`: the key as published elsewhere, a checkpoint that was kept from before, keys of
 * witnesses
 */
export function verifyCertificate(
  certificate: Certificate,
  options: { vkey?: string; held?: string; witnesses?: readonly string[] } = {},
): CertificateVerdict {
  const { decision, ledger } = certificate;
  if (options.vkey !== undefined && options.vkey !== ledger.vkey) {
    return { ok: false, failure: { check: "key", reason: "it names another key than the one you gave" } };
  }
  const proved = verifyBundle(ledger, options);
  if (!proved.ok) return { ok: false, failure: proved.failure };

  if (ledger.scope.kind !== "subject" || ledger.scope.subject !== decision.id) {
    return failed("decision", "its part of the ledger was taken for something else");
  }
  const issued = entriesOfKind(ledger, "decision.issued").find(({ subject }) => subject === decision.id);
  if (issued === undefined) return failed("decision", `the ledger part does not hold ${decision.id}`);
  const { application_id, proposal_id, outcome, digest } = issued.data;
  for (const [name, said] of Object.entries({ application_id, proposal_id, outcome, digest })) {
    const own = decision[name as "application_id" | "proposal_id" | "outcome" | "digest"];
    if (own !== said) return failed("decision", `its ${name} is ${own}, in the ledger ${String(said)}`);
  }

  const text = readSignedText(certificate);
  if (typeof text === "string") return failed("signed text", text);
  const judged = judgeSignatures(certificate);
  if (!judged.ok) return failed(judged.check, judged.reason);
  if (judged.signatures.length < 2) return failed("signature", "fewer than two people signed");

  const grants = entriesOfKind(ledger, "grant.created");
  const grantId = grants.find(({ data }) => data.decision_id === decision.id)?.subject ?? null;
  const { at, index } = issued;
  const { signatures } = judged;
  const votes = votesOf(certificate);
  return {
    ok: true,
    account: { ledger: proved.account, issued: { at, index }, text, signatures, votes, grantId },
  };
}

function votesOf({ decision, ledger }: Certificate): BoardVote[] {
  return entriesOfKind(ledger, "board.voted")
    .filter(({ subject, data }) => subject === decision.proposal_id && data.digest === decision.digest)
    .map(({ data }) => ({
      member: String(data.member),
      vote: String(data.vote),
      isExternal: data.external === true,
    }));
}

function failed(
  check: "decision" | "signed text" | "signature" | "assertion",
  reason: string,
): CertificateVerdict {
  return { ok: false, failure: { check, reason } };
}
