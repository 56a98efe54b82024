import { readForMember } from "#lib/applications/access";
import type { Actor } from "#lib/identity/actor";
import { keptAssertions } from "#lib/identity/kept-assertion";
import { exportBundle } from "#lib/ledger/export-bundle";
import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requirePart } from "#lib/reviews/access";
import { readSignedContent } from "#lib/reviews/signed-content";
import { type Certificate, certificateText } from "./certificate";
import { findDecision, findProposalEntries } from "./certificate-store";
import { proposalOf, type SignedEntry, signatureOf } from "./proposal-entries";
import { redacted } from "./redact";
import { verifyCertificate } from "./verify-certificate";

export type IssuedCertificate = {
  reference: string;
  decisionId: string;
  certificate: Certificate;
  text: string;
};

/**
 * The certificate of a decision for whoever may read the case: all of what was signed, and the signers' reasons.
 *
 * @param decisionId the latest without it
 * @throws AppError as `requirePart`; `not_found` before a decision; `unavailable` until the ledger has signed over it
 */
export function certificateForStaff(
  actor: Actor,
  applicationId: string,
  decisionId?: string,
): Promise<IssuedCertificate> {
  return read(async (tx) => {
    await requirePart(tx, actor, applicationId);
  }).then(() => assembled({ applicationId, decisionId, reader: "staff" }));
}

/**
 * The same for the applicant, who is not told who scored, what reviewers wrote of each other's scores, nor what the
 * signers noted: these are there by their digests.
 *
 * @throws AppError `not_found` to everyone outside the organisation, and before a decision; `unavailable` as above
 */
export function certificateForApplicant(
  actor: Actor,
  applicationId: string,
  decisionId?: string,
): Promise<IssuedCertificate> {
  return read(async (tx) => {
    await readForMember(tx, actor, applicationId);
  }).then(() => assembled({ applicationId, decisionId, reader: "applicant" }));
}

type Wanted = { applicationId: string; decisionId: string | undefined; reader: "staff" | "applicant" };

async function assembled({ reader, ...wanted }: Wanted): Promise<IssuedCertificate> {
  const found = await readDecision(wanted);
  const { decision, proposal, signatures, packVersion, canonical } = found;
  const signers = signatures.filter(({ assertion }) => assertion !== null).map(({ signer }) => signer);
  const ledger = await exportBundle({
    subjectId: decision.id,
    also: [
      { kind: "application.submitted", subjectIds: [decision.application_id] },
      { kind: "policy.released", subjectIds: [packVersion] },
      { kind: "person.passkey_enrolled", subjectIds: signers },
      { kind: "person.passkey_removed", subjectIds: signers },
      { kind: "grant.created", subjectIds: found.grantId === null ? [] : [found.grantId] },
    ],
  }).catch(notYet);
  const whole: Certificate = {
    decision,
    signed: { kind: "whole", text: canonical, salt: proposal.salt },
    signatures,
    ledger,
  };
  // Nothing leaves that does not verify: what the ledger has not signed over yet, in most cases.
  if (!verifyCertificate(whole).ok) throw notWritten();
  const certificate = reader === "staff" ? whole : redacted(whole);
  const text = certificateText(certificate);
  return { reference: found.reference, decisionId: decision.id, certificate, text };
}

function readDecision(of: Omit<Wanted, "reader">) {
  return read(async (tx) => {
    const found = await findDecision(tx, of);
    if (found === null) throw new AppError("not_found", "Nothing is decided yet.");
    const { id, applicationId, outcome, digest, proposal, application, grant } = found;
    const entries = await findProposalEntries(tx, proposal.id);
    const kept = await keptAssertions(
      tx,
      proposal.signatures.map(({ stepUpId }) => stepUpId),
    );
    const bySlot = new Map(proposal.signatures.map(({ slot, stepUpId }) => [slot, kept.get(stepUpId)]));
    const { proposed, signed } = proposalOf(entries);
    return {
      reference: application.reference,
      decision: { id, application_id: applicationId, proposal_id: proposal.id, outcome, digest },
      proposal: proposed,
      signatures: signed.map((entry: SignedEntry) => signatureOf(entry, bySlot.get(entry.slot) ?? null)),
      canonical: proposal.canonical,
      packVersion: readSignedContent(proposal.canonical).pack.version,
      grantId: grant?.id ?? null,
    };
  });
}

function notYet(error: unknown): never {
  // The ledger has no such subject before its next checkpoint, a second or so after the decision.
  if (error instanceof AppError && error.code === "not_found") throw notWritten();
  throw error;
}

function notWritten(): AppError {
  return new AppError(
    "unavailable",
    "The ledger has not signed over this decision yet; try again in a minute.",
  );
}
