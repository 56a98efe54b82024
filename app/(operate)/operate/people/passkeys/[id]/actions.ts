"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { confirmStepUp } from "#lib/identity/step-up";
import { confirmPasskey } from "#lib/staff/confirm-passkey";
import { confirmPasskeyForm } from "#lib/staff/contract";
import type { FormState } from "../../../../../_edge/form-state";
import { runAction } from "../../../../../_edge/run-action";

export async function confirm(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(
    confirmPasskeyForm,
    form,
    async ({ passkey_id: passkeyId, digest, ...given }, actor) => {
      const { stepUpId } = await confirmStepUp({ actor, digest, ...given });
      await confirmPasskey({ actor, passkeyId, digest, stepUpId });
    },
  );
  if (state.status !== "ok") return state;
  revalidatePath("/operate", "layout");
  redirect("/operate/people");
}
