"use server";

import { revalidatePath } from "next/cache";
import { answerFinding } from "#lib/findings/answer-finding";
import { answerFindingForm } from "#lib/findings/contract";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

export async function answer(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(answerFindingForm, form, ({ finding_id: findingId, mended }, actor) =>
    answerFinding({ actor, findingId, mended }),
  );
  if (state.status === "ok") revalidatePath("/tenant/findings");
  return state;
}
