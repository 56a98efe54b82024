"use server";

import { redirect } from "next/navigation";
import {
  removeEvidenceForm,
  reuseEvidenceForm,
  reviseForm,
  stepForm,
  submitForm,
  withdrawForm,
} from "#lib/applications/contract";
import { stepAfter } from "#lib/applications/form/steps";
import { removeEvidence } from "#lib/applications/remove-evidence";
import { reuseEvidence } from "#lib/applications/reuse-evidence";
import { reviseApplication } from "#lib/applications/revise-application";
import { saveDraft } from "#lib/applications/save-draft";
import { submitApplication } from "#lib/applications/submit-application";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

/** A step without scripts: saved as it is, then on to the next step, or back to the list that a row was added to. */
export async function saveStep(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(stepForm, form, async ({ changedList, ...save }, actor) => {
    await saveDraft({ actor, ...save });
    const { applicationId, section } = save;
    return `/applications/${applicationId}/${changedList === null ? stepAfter(section) : `${section}#${changedList}`}`;
  });
  // Outside the wrapper: redirect() works by throwing.
  if (state.status === "ok") redirect(state.value);
  return state;
}

export async function takeOutEvidence(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(removeEvidenceForm, form, ({ evidence_id }, actor) =>
    removeEvidence({ actor, evidenceId: evidence_id }),
  );
  if (state.status === "ok") redirect(`/applications/${state.value.applicationId}/evidence`);
  return state;
}

/** Files a document from the organisation's library with this application too. */
export async function reuseDocument(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    reuseEvidenceForm,
    form,
    async ({ application_id: applicationId, evidence_id: evidenceId }, actor) => {
      await reuseEvidence({ actor, applicationId, evidenceId });
      return applicationId;
    },
  );
  if (state.status === "ok") redirect(`/applications/${state.value}/evidence`);
  return state;
}

export async function submit(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    submitForm,
    form,
    ({ application_id, draft_version, attested_name, attest }, actor) =>
      submitApplication({
        actor,
        applicationId: application_id,
        draftVersion: draft_version,
        attestedName: attested_name,
        attest: attest !== undefined,
      }),
  );
  if (state.status === "ok") redirect(`/applications/${state.value.applicationId}`);
  return state;
}

export async function withdraw(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    withdrawForm,
    form,
    async ({ application_id: applicationId, note }, actor) => {
      await withdrawApplication({ actor, applicationId, note });
      return applicationId;
    },
  );
  if (state.status === "ok") redirect(`/applications/${state.value}`);
  return state;
}

export async function revise(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(reviseForm, form, async ({ application_id: applicationId }, actor) => {
    await reviseApplication({ actor, applicationId });
    return applicationId;
  });
  if (state.status === "ok") redirect(`/applications/${state.value}/review`);
  return state;
}
