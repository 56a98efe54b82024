"use server";

import { revalidatePath } from "next/cache";
import { decideForm, triageForm } from "#lib/concerns/contract";
import { decideConcern } from "#lib/concerns/decide-concern";
import { triageConcern } from "#lib/concerns/triage-concern";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function triage(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    triageForm,
    form,
    ({ concern_id: concernId, grant_id: grantId, note }, actor) =>
      triageConcern({ actor, concernId, grantId, note }),
  );
  if (state.status === "ok") revalidatePath("/review/concerns", "layout");
  return state;
}

export async function decide(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    decideForm,
    form,
    ({ concern_id: concernId, grant_id: grantId, outcome, answer, note }, actor) =>
      decideConcern({ actor, concernId, grantId, outcome, answer, note }),
  );
  if (state.status === "ok") revalidatePath("/review/concerns", "layout");
  return state;
}
