"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { accept } from "./actions";

/** The run says what was measured; a person says that the set stands for those whom the tenant meets. */
export function AcceptForm({ runId }: { runId: string }) {
  const [state, action, sending] = useActionState(accept, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-3">
      <FormMessage state={state} ok="Done, and on record." />
      <input type="hidden" name="run_id" value={runId} />
      <TextArea
        id="note"
        name="note"
        label="Why this set stands for the people whom this tenant meets"
        error={fieldError(state, "note")}
        defaultValue={typed(state, "note")}
        required
      />
      <div>
        <SubmitButton look="primary">Accept for the first key</SubmitButton>
      </div>
    </KeptForm>
  );
}
