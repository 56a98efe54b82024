"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { endKey } from "./actions";

/** Ending a key cannot be undone: the form opens first, and asks why. */
export function RevokeKeyForm({
  organisationId,
  keyId,
  name,
}: {
  organisationId: string;
  keyId: string;
  name: string;
}) {
  const [state, action, sending] = useActionState(endKey, IDLE);
  return (
    <details open={state.status === "refused"}>
      <summary className="cursor-pointer text-small text-bad">Revoke…</summary>
      <KeptForm state={state} action={action} sending={sending} className="grid w-56 gap-2 pt-2">
        <FormMessage state={state} />
        <input type="hidden" name="organisation_id" value={organisationId} />
        <input type="hidden" name="key_id" value={keyId} />
        <TextField
          id={`reason-${keyId}`}
          name="reason"
          label={`Why end “${name}”?`}
          error={fieldError(state, "reason")}
          defaultValue={typed(state, "reason")}
        />
        <p className="text-tiny text-ink-2">It works at once and cannot be undone.</p>
        <div>
          <SubmitButton look="danger" busy="Revoking…">
            Revoke this key
          </SubmitButton>
        </div>
      </KeptForm>
    </details>
  );
}
