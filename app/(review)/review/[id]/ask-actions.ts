"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { askForm, takeBackForm } from "#lib/reviews/information-contract";
import { requestInformation } from "#lib/reviews/request-information";
import { withdrawRequest } from "#lib/reviews/withdraw-request";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

export async function ask(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(askForm, form, async (input, actor) => {
    await requestInformation({ actor, ...input });
    return `/review/${input.applicationId}?factor=${input.questions[0]?.factorId ?? ""}`;
  });
  return readAgain(state);
}

export async function takeBack(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(takeBackForm, form, async (input, actor) => {
    await withdrawRequest({ actor, applicationId: input.application_id, requestId: input.request_id });
    return `/review/${input.application_id}`;
  });
  return readAgain(state);
}

function readAgain(state: FormState<string>): FormState {
  if (state.status !== "ok") return state;
  revalidatePath("/review", "layout");
  redirect(state.value);
}
