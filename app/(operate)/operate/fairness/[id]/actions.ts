"use server";

import { revalidatePath } from "next/cache";
import { acceptRun } from "#lib/fairness/accept-run";
import { acceptRunForm } from "#lib/fairness/contract";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function accept(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(acceptRunForm, form, (input, actor) =>
    acceptRun({ actor, runId: input.run_id, note: input.note }),
  );
  if (state.status === "ok") revalidatePath("/operate", "layout");
  return state;
}
