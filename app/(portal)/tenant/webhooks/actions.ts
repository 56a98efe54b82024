"use server";

import { revalidatePath } from "next/cache";
import { replayForm } from "#lib/webhooks/contract";
import { replayAsMember } from "#lib/webhooks/replay-delivery";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

/** Sends a message again, from the top of the retry table. */
export async function replay(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(replayForm, form, (input, actor) =>
    replayAsMember({
      actor,
      organisationId: input.organisation_id,
      endpointId: input.endpoint_id,
      deliveryId: input.delivery_id,
    }),
  );
  if (state.status === "ok") revalidatePath("/tenant/webhooks");
  return state;
}
