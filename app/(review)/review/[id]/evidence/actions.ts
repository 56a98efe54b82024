"use server";

import { revalidatePath } from "next/cache";
import { recordFinding } from "#lib/applications/record-finding";
import { rescreenApplication } from "#lib/applications/rescreen-application";
import { STAGES } from "#lib/applications/stage";
import { verifyEvidence } from "#lib/applications/verify-evidence";
import { findingForm, rescreenForm, verifyEvidenceForm } from "#lib/reviews/contract";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function verify(_before: FormState, form: FormData): Promise<FormState> {
  return readAgain(
    await runAction(verifyEvidenceForm, form, async (input, actor) => {
      for (const evidenceId of input.evidence_id) {
        const issuedOn = input.issued_on[input.document_id.indexOf(evidenceId)]?.trim() || null;
        await verifyEvidence({ actor, evidenceId, verified: input.verified === "yes", issuedOn });
      }
    }),
  );
}

export async function finding(_before: FormState, form: FormData): Promise<FormState> {
  return readAgain(
    await runAction(findingForm, form, (input, actor) =>
      recordFinding({
        actor,
        applicationId: input.application_id,
        kind: "sanctions",
        value: input.value,
        note: input.note,
      }),
    ),
  );
}

/** Another screening is something that an open proposal covers: nobody signs it from here on. */
export async function rescreen(_before: FormState<string>, form: FormData): Promise<FormState<string>> {
  return readAgain(
    await runAction(rescreenForm, form, async (input, actor) => {
      const applicationId = input.application_id;
      const { state, outcome } = await rescreenApplication({ actor, applicationId });
      return `${outcome.replaceAll("_", " ")}; the case is at “${STAGES[state].label}”`;
    }),
  );
}

function readAgain<T>(state: FormState<T>): FormState<T> {
  if (state.status === "ok") revalidatePath("/review", "layout");
  return state;
}
