"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { confirmStepUp } from "#lib/identity/step-up";
import { judgeProposalForm } from "#lib/staff/contract";
import { confirmProposal, refuseProposal } from "#lib/staff/judge-proposal";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function judge(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    judgeProposalForm,
    form,
    async ({ proposal_id: proposalId, digest, verdict, reason, ...given }, actor) => {
      const { stepUpId } = await confirmStepUp({ actor, digest, ...given });
      const shown = { actor, proposalId, digest, stepUpId };
      await (verdict === "confirm" ? confirmProposal(shown) : refuseProposal({ ...shown, reason }));
      return proposalId;
    },
  );
  if (state.status !== "ok") return state;
  revalidatePath("/operate", "layout");
  redirect(`/operate/people/${state.value}`);
}
