import type { Certificate } from "./certificate";
import type { CertificateAccount } from "./verify-certificate";

/** What was verified of a certificate, a line each, for a terminal and for the certificate's own page. */
export function accountLines({ decision }: Certificate, account: CertificateAccount): string[] {
  const { ledger, issued, text, signatures, votes, grantId } = account;
  return [
    `certificate  of ${decision.id}: ${decision.outcome}, on ${decision.application_id}`,
    `ledger       ${ledger.origin}, ${ledger.size} entries; ${ledger.entries} are here, each proved to be in the tree`,
    ledger.keyFrom === "auditor"
      ? "key          the one you gave"
      : "key          taken from the certificate itself: compare it with the published one, or give --vkey",
    `decision     issued over ${decision.digest}`,
    `             entry ${issued.index}, ${issued.at}`,
    `signed text  ${textLine(text)}`,
    ...signatures.map(
      ({ slot, signer, lane, finding }) =>
        `signature ${slot}  ${signer}${lane === null ? "" : `, ${lane}`}: ${finding}`,
    ),
    ...votes.map(
      ({ member, vote, isExternal }) =>
        `board        ${member}${isExternal ? ", external" : ""}: ${vote}${vote === "against" ? " (dissent)" : ""}`,
    ),
    grantId === null
      ? "grant        none here"
      : `grant        ${grantId}, made after two signatures by different people over this digest`,
  ];
}

function textLine({ isWhole, open, withheld }: CertificateAccount["text"]): string {
  if (isWhole) return "whole, and has the digest that was signed";
  const shown = Object.keys(open).length;
  if (shown === 0 && withheld.length === 0) return "withheld as a whole; its digest is what was signed";
  return `${shown} parts shown, as the ledger had them before anybody signed; withheld by digest: ${withheld.join(", ")}`;
}
