"use server";

import { redirect } from "next/navigation";
import { type PasskeyRequest, startPasskeySignIn } from "#lib/identity/ask-passkey";
import { demoSignInForm, signInForm } from "#lib/identity/contract";
import { nothingForm, passkeySignInForm } from "#lib/identity/passkey-contract";
import { checkPasskeySignIn, checkSignIn, isDemoPerson } from "#lib/identity/sign-in";
import { env } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";
import { beginBrowserSession } from "../../_edge/browser-session";
import { clientAddress } from "../../_edge/client-address";
import type { FormState } from "../../_edge/form-state";
import { localPath } from "../../_edge/local-path";
import { runPublicAction } from "../../_edge/run-action";
import { signInRefusal } from "./sign-in-refusal";

export async function signIn(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runPublicAction(signInForm, form, async ({ next, ...given }) => {
    const verdict = await checkSignIn(given);
    if (!verdict.ok) throw signInRefusal(verdict.refusal);
    await beginBrowserSession(verdict.personId);
    return next;
  });
  // Outside the wrapper: redirect() works by throwing.
  if (state.status === "ok") redirect(localPath(state.value, "/home"));
  return state;
}

/** What the browser asks whatever passkey there is. */
export async function startPasskey(): Promise<FormState<PasskeyRequest>> {
  return runPublicAction(nothingForm, new FormData(), async () =>
    startPasskeySignIn((await clientAddress()) ?? "unknown"),
  );
}

export async function signInByPasskey(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runPublicAction(passkeySignInForm, form, async ({ next, passkey }) => {
    const verdict = await checkPasskeySignIn(passkey);
    if (!verdict.ok) throw signInRefusal(verdict.refusal);
    await beginBrowserSession(verdict.personId);
    return next;
  });
  if (state.status === "ok") redirect(localPath(state.value, "/home"));
  return state;
}

/** One click, in the demo only. */
export async function signInAsDemoPerson(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runPublicAction(demoSignInForm, form, async ({ person_id, next }) => {
    const allowed = env().COUNTERSIGN_MODE === "demo" && (await isDemoPerson(person_id));
    if (!allowed) throw new AppError("sign_in_failed", "There is no such person in this demo.");
    await beginBrowserSession(person_id);
    return next;
  });
  if (state.status === "ok") redirect(localPath(state.value, "/home"));
  return state;
}
