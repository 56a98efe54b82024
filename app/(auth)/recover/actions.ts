"use server";

import { recoverForm, recoverPasswordForm } from "#lib/identity/contract";
import { askForRecovery, recoverPassword } from "#lib/identity/recover-password";
import { clientAddress } from "../../_edge/client-address";
import type { FormState } from "../../_edge/form-state";
import { runPublicAction } from "../../_edge/run-action";

export async function ask(_before: FormState, form: FormData): Promise<FormState> {
  return runPublicAction(recoverForm, form, async ({ email }) =>
    askForRecovery({ email, network: (await clientAddress()) ?? "unknown" }),
  );
}

export async function setNewPassword(_before: FormState, form: FormData): Promise<FormState> {
  return runPublicAction(recoverPasswordForm, form, ({ code, new_password }) =>
    recoverPassword({ code, newPassword: new_password }),
  );
}
