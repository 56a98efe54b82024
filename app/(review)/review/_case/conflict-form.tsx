"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { type FormState, fieldError, IDLE, typed } from "../../../_edge/form-state";

/**
 * Conflict of interest, yes or no; a conflict says which.
 *
 * @param declare the page's own action, since each leads on elsewhere
 * @param next the page of the case that comes after, where the action asks
 */
export function ConflictForm({
  applicationId,
  declare,
  next,
}: {
  applicationId: string;
  declare: (before: FormState, form: FormData) => Promise<FormState>;
  next?: "decide" | "sign" | "board";
}) {
  const [state, action, sending] = useActionState(declare, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      {next === undefined ? null : <input type="hidden" name="next" value={next} />}
      <RadioGroup
        name="has_conflict"
        label="Conflict of interest"
        choices={[
          { value: "no", label: "I have none" },
          { value: "yes", label: "I have one, and take no part" },
        ]}
        value={typed(state, "has_conflict")}
        error={fieldError(state, "has_conflict")}
      />
      <TextArea
        name="detail"
        label="What it is"
        help="Needed with a conflict. It stays out of the public ledger."
        rows={2}
        defaultValue={typed(state, "detail")}
        error={fieldError(state, "detail")}
      />
      <div>
        <SubmitButton>Declare</SubmitButton>
      </div>
    </KeptForm>
  );
}
