"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { changeMemberRole, removeMember } from "#lib/identity/change-member";
import { inviteMember, withdrawInvitation } from "#lib/identity/invite-member";
import {
  claimDomainForm,
  domainForm,
  invitationForm,
  inviteForm,
  memberForm,
  memberRoleForm,
} from "#lib/identity/member-contract";
import { claimDomain, removeDomain, verifyDomain } from "#lib/identity/verify-domain";
import type { FormState } from "../../_edge/form-state";
import { runAction } from "../../_edge/run-action";

const HERE = "/organisation";

/** What the admin is shown once: the link, and whether it was mailed too. */
export type Invited = { link: string; mailed: boolean };

export async function invite(_before: FormState<Invited>, form: FormData): Promise<FormState<Invited>> {
  const state = await runAction(inviteForm, form, async ({ organisation_id, ...input }, actor) => {
    const { link, mailed } = await inviteMember({ actor, organisationId: organisation_id, ...input });
    return { link, mailed };
  });
  if (state.status === "ok") revalidatePath(HERE);
  return state;
}

export async function withdraw(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(invitationForm, form, ({ organisation_id, invitation_id }, actor) =>
    withdrawInvitation({ actor, organisationId: organisation_id, invitationId: invitation_id }),
  );
  if (state.status === "ok") revalidatePath(HERE);
  return state;
}

export async function setRole(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(memberRoleForm, form, ({ organisation_id, person_id, role }, actor) =>
    changeMemberRole({ actor, organisationId: organisation_id, personId: person_id, role }),
  );
  if (state.status === "ok") revalidatePath(HERE);
  return state;
}

export async function remove(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(memberForm, form, async ({ organisation_id, person_id }, actor) => {
    await removeMember({ actor, organisationId: organisation_id, personId: person_id });
    return { wasSelf: person_id === actor.personId };
  });
  // Outside the wrapper: redirect() works by throwing. Who removed themselves has no session any more.
  if (state.status === "ok" && state.value.wasSelf) redirect("/sign-in");
  if (state.status === "ok") revalidatePath(HERE);
  return state;
}

export async function claim(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(claimDomainForm, form, ({ organisation_id, domain }, actor) =>
    claimDomain({ actor, organisationId: organisation_id, domain }),
  );
  if (state.status === "ok") revalidatePath(HERE);
  return state;
}

export async function verify(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(domainForm, form, ({ organisation_id, domain_id }, actor) =>
    verifyDomain({ actor, organisationId: organisation_id, domainId: domain_id }),
  );
  if (state.status === "ok") revalidatePath(HERE);
  return state;
}

export async function forget(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(domainForm, form, ({ organisation_id, domain_id }, actor) =>
    removeDomain({ actor, organisationId: organisation_id, domainId: domain_id }),
  );
  if (state.status === "ok") revalidatePath(HERE);
  return state;
}
