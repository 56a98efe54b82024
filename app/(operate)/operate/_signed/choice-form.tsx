"use client";

import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { type Choice, RadioGroup } from "#ui/choice-field";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { ConfirmationFields, type Means } from "../../../_edge/confirmation-fields";
import { type FormState, fieldError, IDLE, typed } from "../../../_edge/form-state";

/**
 * One choice over the digest of the page, with a reason and a confirmation bound to it.
 *
 * @param of the record that is judged: the name of the form's field, and its id
 */
export function ChoiceForm({
  of,
  digest,
  means,
  act,
  name,
  label,
  choices,
  reason,
  children,
}: {
  of: { field: string; id: string };
  digest: string;
  means: Means;
  act: (before: FormState, form: FormData) => Promise<FormState>;
  name: string;
  label: string;
  choices: readonly Choice[];
  reason: { label: string; help: string; required?: boolean };
  children: ReactNode;
}) {
  const [state, action, sending] = useActionState(act, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name={of.field} value={of.id} />
      <input type="hidden" name="digest" value={digest} />
      <RadioGroup
        name={name}
        label={label}
        choices={choices}
        value={typed(state, name)}
        error={fieldError(state, name)}
        required
      />
      <TextArea
        {...reason}
        name="reason"
        rows={3}
        defaultValue={typed(state, "reason")}
        error={fieldError(state, "reason")}
      />
      <ConfirmationFields state={state} means={means} digest={digest} signs>
        <div>
          <SubmitButton busy="Signing…">{children}</SubmitButton>
        </div>
      </ConfirmationFields>
    </KeptForm>
  );
}
