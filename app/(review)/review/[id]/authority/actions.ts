"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { authorityForm } from "#lib/reviews/contract";
import { recordAuthority } from "#lib/reviews/record-authority";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function record(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(authorityForm, form, async (input, actor) => {
    const applicationId = input.application_id;
    await recordAuthority({
      actor,
      applicationId,
      kind: input.kind,
      issuer: input.issuer,
      reference: input.reference,
      validUntil: input.valid_until === "" ? null : input.valid_until,
      evidenceId: input.evidence_id,
    });
    return applicationId;
  });
  if (state.status !== "ok") return state;
  revalidatePath("/review", "layout");
  redirect(`/review/${state.value}/authority`);
}
