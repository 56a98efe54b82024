"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { appealForm } from "#lib/reviews/appeal-contract";
import { fileAppeal } from "#lib/reviews/file-appeal";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function appeal(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(appealForm, form, async ({ application_id, grounds, statement }, actor) => {
    await fileAppeal({ actor, applicationId: application_id, grounds, statement });
    return application_id;
  });
  if (state.status !== "ok") return state;
  revalidatePath("/applications", "layout");
  redirect(`/applications/${state.value}/appeal`);
}
