"use server";

import { revalidatePath } from "next/cache";
import { liftForm, reinstateForm, revokeGrantForm, suspendForm } from "#lib/grants/contract";
import { liftSuspension } from "#lib/grants/lift-suspension";
import { reinstateGrant } from "#lib/grants/reinstate-grant";
import { revokeGrant } from "#lib/grants/revoke-grant";
import { suspendTenant } from "#lib/grants/suspend-tenant";
import type { FormState } from "../../../../_edge/form-state";
import { runAction } from "../../../../_edge/run-action";

export async function suspend(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(suspendForm, form, (input, actor) =>
      suspendTenant({ actor, tenantId: input.tenant_id, reason: input.reason }),
    ),
  );
}

export async function lift(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(liftForm, form, (input, actor) =>
      liftSuspension({ actor, tenantId: input.tenant_id, reason: input.reason }),
    ),
  );
}

export async function endGrant(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(revokeGrantForm, form, (input, actor) =>
      revokeGrant({ actor, grantId: input.grant_id, reason: input.reason }),
    ),
  );
}

export async function reinstate(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(reinstateForm, form, (input, actor) =>
      reinstateGrant({ actor, grantId: input.grant_id, reason: input.reason }),
    ),
  );
}

/** After a change the page reads everything again. */
function shown(state: FormState): FormState {
  if (state.status === "ok") revalidatePath("/operate", "layout");
  return state;
}
