"use client";

import { useActionState } from "react";
import type { ErasureReceipt } from "#lib/own-data/erase-account";
import { SubmitButton } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { ConfirmationFields, type Means } from "../../../_edge/confirmation-fields";
import { ReceiptOfErasure } from "../../../_edge/erasure-receipt";
import { type FormState, fieldError, IDLE } from "../../../_edge/form-state";
import { erase } from "./actions";

export function EraseForm({ means, digest }: { means: Means; digest: string }) {
  const [state, action, sending] = useActionState<FormState<ErasureReceipt>, FormData>(erase, IDLE);
  if (state.status === "ok") return <ReceiptOfErasure {...state.value} />;
  const error = fieldError(state, "understood");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} />
      <label className="flex items-start gap-2">
        <input id="understood" type="checkbox" name="understood" value="yes" required className="mt-1" />
        <span>
          I understand that this cannot be undone.
          {error === undefined ? null : <span className="block text-small text-bad">{error}</span>}
        </span>
      </label>
      <ConfirmationFields
        state={state}
        means={means}
        digest={digest}
        passkeyLabel="Confirm with a passkey and erase"
      >
        <div>
          <SubmitButton look="danger" busy="Erasing…">
            Erase my account
          </SubmitButton>
        </div>
      </ConfirmationFields>
    </KeptForm>
  );
}
