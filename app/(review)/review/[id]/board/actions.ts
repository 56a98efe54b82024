"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { confirmStepUp } from "#lib/identity/step-up";
import { castVote } from "#lib/reviews/cast-vote";
import { voteForm } from "#lib/reviews/contract";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function vote(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    voteForm,
    form,
    async ({ proposal_id: proposalId, digest, vote: cast, reason, ...given }, actor) => {
      const { stepUpId } = await confirmStepUp({ actor, digest, ...given });
      return castVote({ actor, proposalId, digest, vote: cast, reason, stepUpId });
    },
  );
  if (state.status !== "ok") return state;
  revalidatePath("/review", "layout");
  redirect(`/review/${state.value.applicationId}/board`);
}
