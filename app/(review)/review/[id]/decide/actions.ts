"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { compileGrant } from "#lib/grants/compile-grant";
import type { Actor } from "#lib/identity/actor";
import { proposeForm, sendCaseBackForm } from "#lib/reviews/contract";
import { decisionDesk } from "#lib/reviews/decision-view";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { sendBackCase } from "#lib/reviews/send-back-case";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function propose(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(proposeForm, form, proposeFrom);
  if (state.status !== "ok") return state;
  revalidatePath("/review", "layout");
  redirect(`/review/${state.value}/sign`);
}

/** Instead of a decision: lanes score the case once more. */
export async function sendCaseBack(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(sendCaseBackForm, form, async (input, actor) => {
    const applicationId = input.application_id;
    await sendBackCase({ actor, applicationId, lanes: input.lanes, reason: input.reason });
    return applicationId;
  });
  if (state.status !== "ok") return state;
  revalidatePath("/review", "layout");
  redirect(`/review/${state.value}`);
}

/** Reviews stands to the left of grants, so that the page compiles the terms and hands them over as data. */
async function proposeFrom(input: z.output<typeof proposeForm>, actor: Actor): Promise<string> {
  const applicationId = input.application_id;
  const head = { actor, applicationId, revisionId: input.revision_id, reasons: input.reasons };
  if (input.outcome !== "approve") {
    await proposeDecision({ ...head, outcome: input.outcome, conditions: null, grantTerms: null });
    return applicationId;
  }
  const { application_id, revision_id, reasons, outcome, ...chosen } = input;
  const { application, struckSites, emergency } = await decisionDesk(actor, applicationId);
  // An emergency ends by itself, whatever last day was chosen (HS27).
  const conditions =
    emergency === null ? chosen : { ...chosen, emergency_ends_at: emergency.endsAt.toISOString() };
  const terms = compileGrant({ application, struckSites, conditions });
  // Through text and back: the signed text is plain JSON.
  await proposeDecision({ ...head, outcome, conditions, grantTerms: JSON.parse(JSON.stringify(terms)) });
  return applicationId;
}
