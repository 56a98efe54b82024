"use server";

import { revalidatePath } from "next/cache";
import type { PasskeyRequest } from "#lib/identity/ask-passkey";
import { changePasswordForm, endSessionForm, enrolTotpForm, recoveryCodesForm } from "#lib/identity/contract";
import { changePassword, enrolTotp } from "#lib/identity/credentials";
import {
  enrolPasskey,
  type PasskeyCreation,
  removePasskey,
  startPasskeyEnrolment,
} from "#lib/identity/enrol-passkey";
import { makeRecoveryCodes } from "#lib/identity/make-recovery-codes";
import { enrolPasskeyForm, nothingForm, removePasskeyForm } from "#lib/identity/passkey-contract";
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

/** The codes are in the answer alone, and shown this once. */
export async function renewRecoveryCodes(
  _before: FormState<readonly string[]>,
  form: FormData,
): Promise<FormState<readonly string[]>> {
  return runAction(recoveryCodesForm, form, ({ totp }, actor) => makeRecoveryCodes({ actor, totp }));
}

export async function endSession(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(endSessionForm, form, (input, actor) =>
    endSessions({ personId: actor.personId, id: input.session_id }),
  );
  if (state.status === "ok") revalidatePath("/account");
  return state;
}

/** What the browser makes a passkey by, and what it asks one that is there. */
export async function startPasskey(): Promise<
  FormState<{ creation: PasskeyCreation; confirmation: PasskeyRequest | null }>
> {
  return runAction(nothingForm, new FormData(), (_, actor) => startPasskeyEnrolment(actor));
}

export async function addPasskey(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(enrolPasskeyForm, form, ({ name, new_passkey, ...confirmation }, actor) =>
    enrolPasskey({ actor, name, answer: new_passkey, confirmation }),
  );
  if (state.status === "ok") revalidatePath("/account");
  return state;
}

export async function dropPasskey(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(removePasskeyForm, form, ({ passkey_id, ...confirmation }, actor) =>
    removePasskey({ actor, passkeyId: passkey_id, confirmation }),
  );
  if (state.status === "ok") revalidatePath("/account");
  return state;
}

export async function endOtherSessions(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(nothingForm, form, (_, actor) =>
    endSessions({ personId: actor.personId, exceptId: actor.sessionId }),
  );
  if (state.status === "ok") revalidatePath("/account");
  return state;
}
