"use server";

import { eraseAccountForm } from "#lib/own-data/contract";
import { type ErasureReceipt, eraseAccount } from "#lib/own-data/erase-account";
import type { FormState } from "../../../_edge/form-state";
import { runAction } from "../../../_edge/run-action";

/** The receipt is in the answer: after it there is no session that could ask for it. */
export async function erase(
  _before: FormState<ErasureReceipt>,
  form: FormData,
): Promise<FormState<ErasureReceipt>> {
  return runAction(eraseAccountForm, form, ({ understood: _, ...confirmation }, actor) =>
    eraseAccount({ actor, confirmation }),
  );
}
