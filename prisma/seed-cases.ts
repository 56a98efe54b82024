import { readFileSync } from "node:fs";
import path from "node:path";
import { addEvidence } from "#lib/applications/add-evidence";
import { importApplication } from "#lib/applications/import-application";
import { rescreenApplication } from "#lib/applications/rescreen-application";
import { submitApplication } from "#lib/applications/submit-application";
import { verifyEvidence } from "#lib/applications/verify-evidence";
import { applicationForEdit, listApplications } from "#lib/applications/view";
import { demoActor } from "#lib/identity/demo-actor";
import { DOCUMENT_KINDS } from "#lib/policy/vocabulary";
import { sampleDocument } from "./samples/sample-document";

const HOSPITAL = path.resolve(import.meta.dirname, "samples/hospital.json");

/**
 * A case that waits in the queue when the demo opens: a hospital that wants to identify patients (scenario S3), its
 * documents verified by the intake desk. Every step is the verb that people use. Doing it again adds nothing.
 */
export async function seedCases(): Promise<void> {
  const applicant = await demoActor("admin@st-alder.example");
  if ((await listApplications(applicant)).length > 0) return;

  const { applicationId, documentsNamed } = await importApplication({
    actor: applicant,
    title: "Patient identification at the bedside",
    json: readFileSync(HOSPITAL, "utf8"),
  });
  const evidence: string[] = [];
  for (const kind of DOCUMENT_KINDS.filter((one) => documentsNamed.includes(one))) {
    const file = { name: `${kind}.pdf`, declaredType: "application/pdf", bytes: sampleDocument(kind) };
    const { evidenceId } = await addEvidence({ actor: applicant, applicationId, kind, file });
    evidence.push(evidenceId);
  }
  const { draftVersion } = await applicationForEdit(applicant, applicationId);
  await submitApplication({
    actor: applicant,
    applicationId,
    draftVersion,
    attestedName: applicant.name,
    attest: true,
  });

  const intake = await demoActor("intake@countersign.example");
  for (const evidenceId of evidence) await verifyEvidence({ actor: intake, evidenceId, verified: true });
  await rescreenApplication({ actor: intake, applicationId });
}
