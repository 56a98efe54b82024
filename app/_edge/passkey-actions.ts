"use server";

import { type PasskeyRequest, startPasskeyStepUp } from "#lib/identity/ask-passkey";
import { startStepUpForm } from "#lib/identity/passkey-contract";
import type { FormState } from "./form-state";
import { runAction } from "./run-action";

/** What the browser asks one of the person's passkeys, over the digest of what they were shown. */
export async function startStepUp(form: FormData): Promise<FormState<PasskeyRequest>> {
  return runAction(startStepUpForm, form, (asked, actor) => startPasskeyStepUp({ actor, ...asked }));
}
