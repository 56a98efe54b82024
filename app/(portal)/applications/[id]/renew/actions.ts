"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { amendGrant } from "#lib/grants/amend-grant";
import { amendGrantForm } from "#lib/grants/contract";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function amend(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(amendGrantForm, form, ({ grant_id }, actor) =>
    amendGrant({ actor, grantId: grant_id }),
  );
  if (state.status !== "ok") return state;
  revalidatePath("/applications", "layout");
  redirect(`/applications/${state.value.applicationId}`);
}
