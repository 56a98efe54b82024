"use server";

import { revalidatePath } from "next/cache";
import { type Assigned, assignLanes } from "#lib/reviews/assign-lanes";
import { assignLanesForm } from "#lib/reviews/contract";
import { removeViewForm, saveViewForm } from "#lib/reviews/saved-view-contract";
import { removeView, saveView } from "#lib/reviews/saved-views";
import type { FormState } from "../../_edge/form-state";
import { runAction } from "../../_edge/run-action";

/** Gives one lane of the marked cases to one person; what is refused is said case by case. */
export async function assign(
  _before: FormState<readonly Assigned[]>,
  form: FormData,
): Promise<FormState<readonly Assigned[]>> {
  const state = await runAction(assignLanesForm, form, (input, actor) =>
    assignLanes({ actor, applicationIds: input.application_id, ...input.to }),
  );
  if (state.status === "ok") revalidatePath("/review", "layout");
  return state;
}

/** Keeps the view at hand by name. */
export async function keepView(_before: FormState<void>, form: FormData): Promise<FormState<void>> {
  const state = await runAction(saveViewForm, form, (input, actor) => saveView({ actor, ...input }));
  if (state.status === "ok") revalidatePath("/review");
  return state;
}

export async function dropView(_before: FormState<void>, form: FormData): Promise<FormState<void>> {
  const state = await runAction(removeViewForm, form, (input, actor) =>
    removeView({ actor, viewId: input.view_id }),
  );
  if (state.status === "ok") revalidatePath("/review");
  return state;
}
