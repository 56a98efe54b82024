"use server";

import { revalidatePath } from "next/cache";
import { type Assigned, assignLanes } from "#lib/reviews/assign-lanes";
import { assignLanesForm } from "#lib/reviews/contract";
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
