"use server";

import { revalidatePath } from "next/cache";
import { issueKeyForm, revokeKeyForm, rotateKeyForm } from "#lib/keys/contract";
import { issueKey } from "#lib/keys/issue-key";
import { revokeKey } from "#lib/keys/revoke-key";
import { rotateKey } from "#lib/keys/rotate-key";
import type { FormState } from "../../_edge/form-state";
import { runAction } from "../../_edge/run-action";

export type NewKey = { key: string; name: string };

/** Makes a key; the answer is the only place where its secret ever stands. */
export async function makeKey(_before: FormState<NewKey>, form: FormData): Promise<FormState<NewKey>> {
  const state = await runAction(issueKeyForm, form, async (input, actor) => {
    const { key } = await issueKey({
      actor,
      organisationId: input.organisation_id,
      grantId: input.grant_id,
      name: input.name,
      scopes: input.scopes,
      cidrs: input.cidrs,
      days: input.days,
    });
    return { key, name: input.name };
  });
  if (state.status === "ok") revalidatePath("/tenant");
  return state;
}

export type NewSecret = { key: string; oldSecretEndsAt: Date };

/** Gives a key a new secret, shown in the answer alone. */
export async function renewKey(_before: FormState<NewSecret>, form: FormData): Promise<FormState<NewSecret>> {
  const state = await runAction(rotateKeyForm, form, async (input, actor) => {
    const wish = { keyId: input.key_id, overlapSeconds: input.overlap_seconds, days: input.days };
    const { key, oldSecretEndsAt } = await rotateKey({ actor, ...wish });
    return { key, oldSecretEndsAt };
  });
  if (state.status === "ok") revalidatePath("/tenant");
  return state;
}

export async function endKey(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(revokeKeyForm, form, (input, actor) =>
    revokeKey({ actor, keyId: input.key_id, reason: input.reason }),
  );
  if (state.status === "ok") revalidatePath("/tenant");
  return state;
}
