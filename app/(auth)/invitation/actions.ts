"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { acceptAsNewPerson, acceptInvitation } from "#lib/identity/accept-invitation";
import { acceptAsNewForm, acceptForm } from "#lib/identity/member-contract";
import { beginBrowserSession } from "../../_edge/browser-session";
import type { FormState } from "../../_edge/form-state";
import { runAction, runPublicAction } from "../../_edge/run-action";

export async function accept(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(acceptForm, form, ({ code }, actor) => acceptInvitation({ actor, code }));
  // Outside the wrapper: redirect() works by throwing.
  if (state.status === "ok") redirect(`/organisation?of=${state.value.organisationId}`);
  return state;
}

export async function acceptAsNew(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runPublicAction(acceptAsNewForm, form, async (input) => {
    const { personId } = await acceptAsNewPerson({ ...input, language: await getLocale() });
    await beginBrowserSession(personId);
  });
  if (state.status === "ok") redirect("/organisation");
  return state;
}
