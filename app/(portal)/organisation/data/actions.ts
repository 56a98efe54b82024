"use server";

import { eraseOrganisationForm } from "#lib/own-data/contract";
import type { ErasureReceipt } from "#lib/own-data/erase-account";
import { eraseOrganisation } from "#lib/own-data/erase-organisation";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

/** The receipt is in the answer: after it everyone of the organisation is signed out. */
export async function erase(
  _before: FormState<ErasureReceipt>,
  form: FormData,
): Promise<FormState<ErasureReceipt>> {
  return runAction(
    eraseOrganisationForm,
    form,
    ({ understood: _, organisation_id, ...confirmation }, actor) =>
      eraseOrganisation({ actor, organisationId: organisation_id, confirmation }),
  );
}
