"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { conflictForm, recuseForm, scoreForm, takeLaneForm } from "#lib/reviews/contract";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { nextFactor } from "#lib/reviews/dossier-view";
import { lockLane } from "#lib/reviews/lock-lane";
import { recuseReviewer } from "#lib/reviews/recuse-reviewer";
import { saveScore } from "#lib/reviews/save-score";
import { takeLane } from "#lib/reviews/take-lane";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

export async function declare(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(conflictForm, form, async (input, actor) => {
    const applicationId = input.application_id;
    const hasConflict = input.has_conflict === "yes";
    await declareConflict({ actor, applicationId, hasConflict, detail: input.detail });
    // Whoever has a conflict sees the case no more, and is told so where the dossier was.
    return hasConflict || input.next === "" ? applicationId : `${applicationId}/${input.next}`;
  });
  return readAgain(state);
}

export async function take(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(takeLaneForm, form, async (input, actor) => {
    await takeLane({ actor, applicationId: input.application_id, lane: input.lane });
    return input.application_id;
  });
  return readAgain(state);
}

export async function recuse(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(recuseForm, form, async (input, actor) => {
    await recuseReviewer({ actor, applicationId: input.application_id, reason: input.reason });
    return input.application_id;
  });
  return readAgain(state);
}

/** Saves a score; by the button that was pressed, locks the lane or goes on to the next factor. */
export async function saveOwnScore(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(scoreForm, form, async (input, actor) => {
    const applicationId = input.application_id;
    await saveScore({
      actor,
      applicationId,
      revisionId: input.revision_id,
      factorId: input.factor_id,
      points: input.points,
      rationale: input.rationale,
      privateNote: input.private_note,
    });
    const base = `/review/${applicationId}`;
    if (input.intent === "lock") {
      await lockLane({ actor, applicationId });
      return base;
    }
    return input.intent === "next"
      ? `${base}?factor=${await nextFactor(actor, applicationId, input.factor_id)}`
      : null;
  });
  // For nobody the page would be the sign-in page, and what was typed would be gone with it.
  if (state.status !== "refused" || state.code !== "sign_in_required") revalidatePath("/review", "layout");
  // Outside runAction: redirect() works by throwing, and must not be caught there.
  if (state.status === "ok" && state.value !== null) redirect(state.value);
  return state;
}

/** After a change the pages of the case are read again, and the queue with them. */
function readAgain(state: FormState<string>): FormState {
  if (state.status !== "ok") return state;
  revalidatePath("/review", "layout");
  redirect(`/review/${state.value}`);
}
