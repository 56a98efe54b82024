import type { Tx } from "#lib/platform/db";
import type { Beside } from "./assemble-application";
import { findFiledEvidence } from "./evidence-store";
import { findLatestFinding } from "./finding-store";

/** What is on file besides the form: documents as staff judged them, and the latest sanctions finding. */
export async function loadBeside(tx: Tx, applicationId: string): Promise<Beside> {
  const evidence = await findFiledEvidence(tx, applicationId);
  const finding = await findLatestFinding(tx, applicationId, "sanctions");
  return {
    documents: evidence.map(({ kind, verifiedAt, sha256, issuedOn }) => ({
      kind,
      verified: verifiedAt !== null,
      sha256,
      ...(issuedOn === null ? {} : { issued_on: issuedOn }),
    })),
    sanctions: finding === "clear" || finding === "hit" ? finding : "unchecked",
  };
}
