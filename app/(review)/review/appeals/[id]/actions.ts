"use server";

import { revalidatePath } from "next/cache";
import { confirmStepUp } from "#lib/identity/step-up";
import { proposeOutcomeForm, reopenForm, sendBackOutcomeForm } from "#lib/reviews/appeal-contract";
import { conflictForm, signForm } from "#lib/reviews/contract";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { proposeAppealOutcome, sendBackAppealOutcome } from "#lib/reviews/hear-appeal";
import { reopenDecision } from "#lib/reviews/reopen-decision";
import { signAppeal } from "#lib/reviews/sign-appeal";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function declare(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(conflictForm, form, ({ application_id, has_conflict, detail }, actor) =>
      declareConflict({ actor, applicationId: application_id, hasConflict: has_conflict === "yes", detail }),
    ),
  );
}

export async function propose(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(proposeOutcomeForm, form, ({ appeal_id, public_reasons, ...input }, actor) =>
      proposeAppealOutcome({ actor, appealId: appeal_id, publicReasons: public_reasons, ...input }),
    ),
  );
}

export async function sign(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(signForm, form, async ({ proposal_id: proposalId, digest, reason, ...given }, actor) => {
      const { stepUpId } = await confirmStepUp({ actor, digest, ...given });
      return signAppeal({ actor, proposalId, digest, stepUpId, reason });
    }),
  );
}

export async function sendBack(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(sendBackOutcomeForm, form, ({ proposal_id, question }, actor) =>
      sendBackAppealOutcome({ actor, proposalId: proposal_id, reason: question }),
    ),
  );
}

export async function reopen(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(reopenForm, form, ({ application_id }, actor) =>
      reopenDecision({ actor, applicationId: application_id }),
    ),
  );
}

/** After a change the page reads everything again. */
function shown(state: FormState): FormState {
  if (state.status === "ok") revalidatePath("/review", "layout");
  return state;
}
