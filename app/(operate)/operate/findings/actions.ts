"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { closeFinding } from "#lib/findings/close-finding";
import { closeFindingForm, recordFindingForm } from "#lib/findings/contract";
import { recordFinding } from "#lib/findings/record-finding";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

export async function record(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(recordFindingForm, form, (input, actor) =>
    recordFinding({ actor, ...input }),
  );
  if (state.status === "ok") {
    revalidatePath("/operate", "layout");
    redirect(`/operate/findings/${state.value.findingId}`);
  }
  return state;
}

export async function close(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(closeFindingForm, form, ({ finding_id: findingId, ...input }, actor) =>
    closeFinding({ actor, findingId, ...input }),
  );
  if (state.status === "ok") revalidatePath("/operate", "layout");
  return state;
}
