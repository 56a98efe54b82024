"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { acceptAsNewForm, acceptForm } from "#lib/identity/member-contract";
import { acceptStaffInvitation, acceptStaffAsNew as comeAsNew } from "#lib/staff/accept-staff-invitation";
import { beginBrowserSession } from "../../../_edge/browser-session";
import type { FormState } from "../../../_edge/form-state";
import { runAction, runPublicAction } from "../../../_edge/run-action";

export async function acceptStaff(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(acceptForm, form, async ({ code }, actor) => {
    await acceptStaffInvitation({ actor, code });
  });
  // Outside the wrapper: redirect() works by throwing.
  if (state.status === "ok") redirect("/account");
  return state;
}

export async function acceptStaffAsNew(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runPublicAction(acceptAsNewForm, form, async (input) => {
    const { personId } = await comeAsNew({ ...input, language: await getLocale() });
    await beginBrowserSession(personId);
  });
  // Where a passkey is enrolled, and an authenticator.
  if (state.status === "ok") redirect("/account");
  return state;
}
