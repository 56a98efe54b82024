"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { answerQuestion } from "#lib/applications/answer-question";
import { dropAmendment } from "#lib/applications/drop-amendment";
import { importApplication } from "#lib/applications/import-application";
import { openAmendment } from "#lib/applications/open-amendment";
import { answerForm, turnForm } from "#lib/applications/turns-contract";
import { exportApplication } from "#lib/applications/view";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

export async function answer(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(answerForm, form, async ({ question_id: questionId, text }, actor) => {
    const { applicationId, stillOpen } = await answerQuestion({ actor, questionId, text });
    return `/applications/${applicationId}${stillOpen > 0 ? "#questions" : ""}`;
  });
  return goOn(state);
}

export async function amend(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(turnForm, form, async ({ application_id: applicationId }, actor) => {
    await openAmendment({ actor, applicationId });
    return `/applications/${applicationId}/review`;
  });
  return goOn(state);
}

export async function dropAmended(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(turnForm, form, async ({ application_id: applicationId }, actor) => {
    await dropAmendment({ actor, applicationId });
    return `/applications/${applicationId}`;
  });
  return goOn(state);
}

/** A new case with the answers of one that ended. Documents and the signature are its own. */
export async function applyAgain(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(turnForm, form, async ({ application_id: applicationId }, actor) => {
    const { application, organisationId } = await exportApplication(actor, applicationId);
    const created = await importApplication({ actor, json: JSON.stringify(application), organisationId });
    return `/applications/${created.applicationId}/review`;
  });
  return goOn(state);
}

/** Outside runAction: redirect() works by throwing. */
function goOn(state: FormState<string>): FormState {
  if (state.status !== "ok") return state;
  revalidatePath("/applications", "layout");
  redirect(state.value);
}
