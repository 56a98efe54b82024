"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { confirmStepUp } from "#lib/identity/step-up";
import { sendBackForm, signForm } from "#lib/reviews/contract";
import { sendBackProposal } from "#lib/reviews/send-back-proposal";
import { signDecision } from "#lib/reviews/sign-decision";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function sign(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    signForm,
    form,
    async ({ proposal_id: proposalId, digest, reason, ...given }, actor) => {
      const { stepUpId } = await confirmStepUp({ actor, digest, ...given });
      return signDecision({ actor, proposalId, digest, stepUpId, reason });
    },
  );
  if (state.status !== "ok") return state;
  revalidatePath("/review", "layout");
  const { applicationId, decisionId } = state.value;
  redirect(`/review/${applicationId}/${decisionId === null ? "sign" : "decision"}`);
}

export async function sendBack(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(sendBackForm, form, async (input, actor) => {
    const { applicationId } = await sendBackProposal({
      actor,
      proposalId: input.proposal_id,
      reason: input.question,
    });
    return `/review/${applicationId}/decide${input.next === "decline" ? "?outcome=decline" : ""}`;
  });
  if (state.status !== "ok") return state;
  revalidatePath("/review", "layout");
  redirect(state.value);
}
