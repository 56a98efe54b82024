"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { agreeForm, reconcileForm } from "#lib/reviews/contract";
import { agreeReconciliation, writeReconciliation } from "#lib/reviews/reconcile-scores";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

export async function reconcile(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(reconcileForm, form, async (input, actor) => {
    const { application_id: applicationId, factor_id: factorId, text } = input;
    await writeReconciliation({ actor, applicationId, factorId, text });
    return `${applicationId}?factor=${factorId}`;
  });
  return readAgain(state);
}

export async function agree(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(agreeForm, form, async (input, actor) => {
    const applicationId = input.application_id;
    await agreeReconciliation({ actor, applicationId, reconciliationId: input.reconciliation_id });
    return applicationId;
  });
  return readAgain(state);
}

function readAgain(state: FormState<string>): FormState {
  if (state.status !== "ok") return state;
  revalidatePath("/review", "layout");
  redirect(`/review/${state.value}`);
}
