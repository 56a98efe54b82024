"use server";

import { revalidatePath } from "next/cache";
import { openReReviewForm, stopGrantForm } from "#lib/grants/contract";
import { openReReview } from "#lib/grants/open-re-review";
import { revokeGrant } from "#lib/grants/revoke-grant";
import { stopGrant } from "#lib/grants/stop-grant";
import { startReReviewForm } from "#lib/reviews/appeal-contract";
import { startReReview } from "#lib/reviews/start-re-review";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

export async function open(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(openReReviewForm, form, ({ grant_id, ...input }, actor) =>
      openReReview({ actor, grantId: grant_id, ...input }),
    ),
  );
}

export async function start(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(startReReviewForm, form, ({ application_id }, actor) =>
      startReReview({ actor, applicationId: application_id }),
    ),
  );
}

export async function stop(_before: FormState, form: FormData): Promise<FormState> {
  return shown(
    await runAction(stopGrantForm, form, async ({ grant_id: grantId, to, reason }, actor) => {
      if (to === "revoked") await revokeGrant({ actor, grantId, reason });
      else await stopGrant({ actor, grantId, to, reason });
    }),
  );
}

/** After a change the page reads everything again. */
function shown(state: FormState): FormState {
  if (state.status === "ok") {
    revalidatePath("/operate", "layout");
    revalidatePath("/review", "layout");
  }
  return state;
}
