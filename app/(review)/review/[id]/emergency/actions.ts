"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { emergencyForm } from "#lib/reviews/appeal-contract";
import { openEmergencyLane } from "#lib/reviews/open-emergency-lane";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function openLane(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(emergencyForm, form, async ({ application_id, imminent, danger }, actor) => {
    await openEmergencyLane({
      actor,
      applicationId: application_id,
      imminent: imminent !== undefined,
      danger,
    });
    return application_id;
  });
  if (state.status !== "ok") return state;
  revalidatePath("/review", "layout");
  redirect(`/review/${state.value}/emergency`);
}
