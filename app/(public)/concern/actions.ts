"use server";

import { redirect } from "next/navigation";
import { concernForm } from "#lib/concerns/contract";
import { fileConcern } from "#lib/concerns/file-concern";
import { clientAddress } from "../../_edge/client-address";
import type { FormState } from "../../_edge/form-state";
import { runPublicAction } from "../../_edge/run-action";

export async function sendConcern(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runPublicAction(concernForm, form, async (filing) => {
    const { secret } = await fileConcern({ filing, address: await clientAddress() });
    return secret;
  });
  // Outside the wrapper: redirect() works by throwing.
  if (state.status === "ok") redirect(`/concern/${state.value}`);
  return state;
}
