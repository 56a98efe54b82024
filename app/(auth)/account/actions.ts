"use server";

import { revalidatePath } from "next/cache";
import { changePasswordForm, endSessionForm, enrolTotpForm } from "#lib/identity/contract";
import { changePassword, enrolTotp } from "#lib/identity/credentials";
import { endSessions } from "#lib/identity/sign-in";
import type { FormState } from "../../_edge/form-state";
import { runAction } from "../../_edge/run-action";

export async function setPassword(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(changePasswordForm, form, (input, actor) =>
    changePassword({ actor, currentPassword: input.current_password, newPassword: input.new_password }),
  );
}

export async function setTotp(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(enrolTotpForm, form, ({ current_code, ...input }, actor) =>
    enrolTotp({ actor, ...input, currentCode: current_code }),
  );
  if (state.status === "ok") revalidatePath("/account");
  return state;
}

export async function endSession(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(endSessionForm, form, (input, actor) =>
    endSessions({ personId: actor.personId, id: input.session_id }),
  );
  if (state.status === "ok") revalidatePath("/account");
  return state;
}
