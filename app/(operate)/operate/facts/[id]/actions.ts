"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { confirmStepUp } from "#lib/identity/step-up";
import { confirmFact } from "#lib/policy/confirm-fact";
import { factVoteForm, judgeFactForm } from "#lib/policy/fact-contract";
import { refuseFact } from "#lib/policy/refuse-fact";
import { voteOnFact } from "#lib/policy/vote-on-fact";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function vote(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(
      factVoteForm,
      form,
      async ({ fact_id: factId, digest, vote: cast, reason, ...given }, actor) => {
        const { stepUpId } = await confirmStepUp({ actor, digest, ...given });
        await voteOnFact({ actor, factId, digest, vote: cast, reason, stepUpId });
        return factId;
      },
    ),
  );
}

export async function judge(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(
      judgeFactForm,
      form,
      async ({ fact_id: factId, digest, verdict, reason, ...given }, actor) => {
        const { stepUpId } = await confirmStepUp({ actor, digest, ...given });
        const shownHere = { actor, factId, digest, stepUpId };
        await (verdict === "confirm" ? confirmFact(shownHere) : refuseFact({ ...shownHere, reason }));
        return factId;
      },
    ),
  );
}

function shown(state: FormState<string>): FormState {
  if (state.status !== "ok") return state;
  revalidatePath("/operate", "layout");
  redirect(`/operate/facts/${state.value}`);
}
