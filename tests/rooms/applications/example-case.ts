import { addEvidence } from "#lib/applications/add-evidence";
import { importApplication } from "#lib/applications/import-application";
import { type Submission, submitApplication } from "#lib/applications/submit-application";
import type { Actor } from "#lib/identity/actor";
import { type Example, exampleApplication } from "./example";
import { pdf } from "./files";
import type { Cast } from "./people";

/** The example as a draft, read from its file; `change` makes it another application. @returns its id */
export async function importExample(
  actor: Actor,
  change: (application: Example) => void = () => {},
): Promise<string> {
  const application = exampleApplication();
  change(application);
  return (await importApplication({ actor, json: JSON.stringify(application) })).applicationId;
}

/** Signs a draft under the signatory's own name; version 1 is one that nobody has typed in since it was imported. */
export function submitDraft(actor: Actor, applicationId: string, draftVersion = 1): Promise<Submission> {
  return submitApplication({ actor, applicationId, draftVersion, attestedName: actor.name, attest: true });
}

/** The example with its impact assessment on file, submitted. */
export async function submitExample(
  { contributor, signatory }: Pick<Cast, "contributor" | "signatory">,
  change?: (application: Example) => void,
): Promise<{ applicationId: string; evidenceId: string; submission: Submission }> {
  const applicationId = await importExample(signatory, change);
  const { evidenceId } = await addEvidence({
    actor: contributor,
    applicationId,
    kind: "dpia",
    file: { name: "dpia.pdf", declaredType: "application/pdf", bytes: pdf(applicationId) },
  });
  return { applicationId, evidenceId, submission: await submitDraft(signatory, applicationId) };
}
