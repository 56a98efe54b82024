"use client";

import { type ReactNode, useActionState } from "react";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { ConfirmationFields, type Means } from "../../../_edge/confirmation-fields";
import { type FormState, fieldError, IDLE, typed } from "../../../_edge/form-state";

/**
 * A signature over a digest: one's own reason, and a confirmation bound to it.
 *
 * @param reader who reads the reason besides the record
 * @param children the form's submit button
 */
export function SignatureForm({
  proposalId,
  digest,
  means,
  reader,
  sign,
  before,
  label = "Why you sign",
  charsMin = 10,
  children,
}: {
  proposalId: string;
  digest: string;
  means: Means;
  reader: string;
  sign: (before: FormState, form: FormData) => Promise<FormState>;
  /** What is chosen before the reason is given, as it was sent last; nothing where signing is all there is. */
  before?: (state: FormState) => ReactNode;
  label?: string;
  charsMin?: number;
  children: ReactNode;
}) {
  const [state, action, sending] = useActionState(sign, IDLE);
  return (
    <KeptForm
      state={state}
      action={action}
      sending={sending}
      className="grid max-w-2xl gap-4 border-t border-rule pt-4"
    >
      <FormMessage state={state} />
      <input type="hidden" name="proposal_id" value={proposalId} />
      <input type="hidden" name="digest" value={digest} />
      {before?.(state)}
      <TextArea
        name="reason"
        label={label}
        help={`At least ${charsMin} characters. Read by ${reader}.`}
        rows={3}
        defaultValue={typed(state, "reason")}
        error={fieldError(state, "reason")}
        required
      />
      <ConfirmationFields state={state} means={means} digest={digest} signs>
        {children}
      </ConfirmationFields>
    </KeptForm>
  );
}
