import { describeGrant } from "#lib/grants/describe-grant";
import { readTerms } from "#lib/grants/terms";
import type { JsonObject } from "#lib/platform/canonical-json";
import type { SignedContent } from "#lib/reviews/signed-content";
import type { Certificate } from "./certificate";
import { openSheet, type Sheet } from "./pdf-page";
import { type CertificateAccount, verifyCertificate } from "./verify-certificate";

const OUTCOMES: Readonly<Record<string, string>> = {
  approve: "Approved",
  decline: "Declined",
  defer: "Deferred",
};

/**
 * A certificate to read and to print: real text on A4, tagged, with the certificate itself attached. It says nothing
 * that the attached one does not, and is made only from one that verifies.
 *
 * @param of.text the certificate's own text, which is attached as it is
 * @throws Error for a certificate that does not verify: a bug in the caller
 */
export async function certificatePdf(of: {
  reference: string;
  certificate: Certificate;
  text: string;
}): Promise<Uint8Array> {
  const { reference, certificate, text } = of;
  const verdict = verifyCertificate(certificate);
  if (!verdict.ok) throw new Error(`a certificate that does not verify: ${verdict.failure.reason}`);
  const { account } = verdict;
  const at = new Date(account.issued.at);
  const words = OUTCOMES[certificate.decision.outcome] ?? certificate.decision.outcome;
  const sheet = openSheet({
    title: `Decision certificate ${reference}`,
    subject: `${words}: ${certificate.decision.id}`,
    at,
    foot: certificate.decision.id,
  });
  sheet.heading(1, `Decision certificate ${reference}`);
  writeDecision(sheet, certificate, account, words);
  writeText(sheet, account.text.open);
  writeWithheld(sheet, certificate);
  writeSignatures(sheet, certificate, account);
  writeVotes(sheet, account);
  writeProofs(sheet, certificate, account);
  sheet.attach(`${reference}-certificate.json`, text, "The certificate itself, for the verifier", at);
  return sheet.end();
}

function writeDecision(
  sheet: Sheet,
  { decision }: Certificate,
  { issued, grantId }: CertificateAccount,
  words: string,
): void {
  sheet.paragraph(`${words}, on record ${issued.at.slice(0, 16).replace("T", " ")} UTC.`);
  sheet.item("Decision", decision.id, "mono");
  sheet.item("Application", decision.application_id, "mono");
  sheet.item("SHA-256 of the text that was signed", decision.digest, "mono");
  if (grantId !== null) sheet.item("Grant made from it", grantId, "mono");
}

/** The signed text as far as it is open: a member that the reader may not see is not there. */
function writeText(sheet: Sheet, open: CertificateAccount["text"]["open"]): void {
  // The parts of one signed text, each verified against its digest; which of them are there differs by reader.
  const text = open as Partial<SignedContent>;
  if (text.application !== undefined) {
    const { revision_number: number, revision_digest: digest } = text.application;
    sheet.item(`Revision ${number} of the application, SHA-256`, digest, "mono");
  }
  if (text.pack !== undefined)
    sheet.item(`Policy pack ${text.pack.version}, SHA-256`, text.pack.digest, "mono");
  if (text.screening !== undefined) {
    const { tier, risk, rules } = text.screening;
    const fired = rules.length === 0 ? "no rule fired" : `rules ${rules.join(", ")}`;
    sheet.item("Screening", `${tier}, inherent risk ${risk}, ${fired}`);
  }
  if (text.reasons !== undefined) {
    sheet.heading(2, "Reasons");
    sheet.paragraph(text.reasons);
  }
  writeConditions(sheet, text);
  if (text.scores !== undefined && text.scores.length > 0) {
    sheet.heading(2, "Scores");
    for (const { factor_id: factor, lane, seat, points, rationale } of text.scores) {
      const second = seat === undefined ? "" : ", second scorer";
      sheet.item(`${factor}, ${lane}${second}: ${points} of 4`, rationale);
    }
  }
  for (const { factor_id: factor, text: words } of text.reconciliations ?? []) {
    sheet.item(`${factor}, reconciled by its two scorers`, words);
  }
}

function writeConditions(sheet: Sheet, text: Partial<SignedContent>): void {
  const terms: JsonObject | null | undefined = text.grant_terms;
  if (terms == null) return;
  sheet.heading(2, "The grant, as it was signed");
  for (const { sentence } of describeGrant(readTerms(terms))) sheet.paragraph(sentence);
  const { rule_conditions: imposed = [], further = [] } = text.conditions ?? {};
  for (const condition of imposed) sheet.item("Imposed by a rule", condition, "mono");
  for (const condition of further) sheet.item("Further condition", condition);
}

function writeWithheld(sheet: Sheet, { signed }: Certificate): void {
  if (signed.kind === "whole") return;
  const withheld = signed.parts.filter(({ open }) => open === null);
  sheet.heading(2, "Withheld from this reader");
  if (signed.parts.length === 0) {
    sheet.paragraph("The signed text as a whole; its digest above is what was signed.");
  }
  for (const { name, digest } of withheld) sheet.item(`${name}, by its digest`, digest, "mono");
}

function writeSignatures(sheet: Sheet, { signatures }: Certificate, account: CertificateAccount): void {
  sheet.heading(2, "Signatures");
  for (const [place, { slot, signer, lane, finding }] of account.signatures.entries()) {
    sheet.item(`Signature ${slot}${lane === null ? "" : `, from the lane ${lane}`}`, signer, "mono");
    sheet.paragraph(finding);
    const { reason = null, assertion = null } = signatures[place] ?? {};
    if (reason !== null) sheet.item("Why, in the signer’s words", reason.text);
    if (assertion !== null) sheet.item(`Credential, at ${assertion.origin}`, assertion.credential_id, "mono");
  }
}

function writeVotes(sheet: Sheet, { votes }: CertificateAccount): void {
  if (votes.length === 0) return;
  sheet.heading(2, "The board");
  for (const { member, vote, isExternal } of votes) {
    const dissent = vote === "against" ? "Dissent" : "Vote";
    sheet.item(`${dissent}${isExternal ? " of an external member" : ""}: ${vote}`, member, "mono");
  }
}

function writeProofs(sheet: Sheet, { ledger }: Certificate, account: CertificateAccount): void {
  sheet.heading(2, "Proofs");
  sheet.paragraph(
    `${account.ledger.entries} entries of the ledger ${account.ledger.origin} are in the attached file, each proved to be in ` +
      `its tree of ${account.ledger.size} entries.`,
  );
  sheet.item("The ledger’s key", ledger.vkey, "mono");
  sheet.item("Its newest checkpoint here", ledger.checkpoints.at(-1)?.note.trim() ?? "", "mono");
  sheet.paragraph(
    "To verify it, take the attached JSON out of this document and run, in a copy of the software and without a network: " +
      "npm run verify-ledger -- FILE --vkey KEY. Take the key from where the operator publishes it, and not from here.",
  );
  sheet.paragraph("This page is for reading; what proves is the attachment.", { quiet: true });
}
