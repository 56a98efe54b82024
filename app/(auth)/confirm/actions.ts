"use server";

import { revalidatePath } from "next/cache";
import { confirmAddress, sendConfirmationAgain } from "#lib/identity/confirm-address";
import { mailedCodeForm } from "#lib/identity/contract";
import { nothingForm } from "#lib/identity/passkey-contract";
import { clientAddress } from "../../_edge/client-address";
import type { FormState } from "../../_edge/form-state";
import { runAction, runPublicAction } from "../../_edge/run-action";

export async function confirm(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runPublicAction(mailedCodeForm, form, confirmAddress);
  if (state.status === "ok") revalidatePath("/confirm");
  return state;
}

export async function sendAgain(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(nothingForm, form, async (_, actor) =>
    sendConfirmationAgain({ actor, network: (await clientAddress()) ?? "unknown" }),
  );
}
