"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { signUpForm } from "#lib/identity/contract";
import { signUp } from "#lib/identity/sign-up";
import { beginBrowserSession } from "../../_edge/browser-session";
import { clientAddress } from "../../_edge/client-address";
import type { FormState } from "../../_edge/form-state";
import { runPublicAction } from "../../_edge/run-action";

export async function signUpOrganisation(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runPublicAction(signUpForm, form, async ({ organisation_name, ...rest }) => {
    const { personId } = await signUp({
      organisationName: organisation_name,
      ...rest,
      language: await getLocale(),
      network: (await clientAddress()) ?? "unknown",
    });
    await beginBrowserSession(personId);
  });
  // Outside the wrapper: redirect() works by throwing.
  if (state.status === "ok") redirect("/applications");
  return state;
}
