"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { agree, reconcile } from "./reconcile-actions";

/** Why the two scores of a factor lie apart, in the words of one of the two who gave them. */
export function ReconcileForm({
  applicationId,
  factorId,
  charsMin,
  isAnother,
}: {
  applicationId: string;
  factorId: string;
  charsMin: number;
  isAnother: boolean;
}) {
  const [state, action, sending] = useActionState(reconcile, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <input type="hidden" name="factor_id" value={factorId} />
      <TextArea
        name="text"
        label={isAnother ? "Another text instead" : "What explains the difference"}
        help={`At least ${charsMin} characters. Both scores stay as they are; the approvers read this beside them.`}
        rows={4}
        defaultValue={typed(state, "text")}
        error={fieldError(state, "text")}
        required
      />
      <div>
        <SubmitButton look={isAnother ? "plain" : "primary"} busy="Putting it on record…">
          {isAnother ? "Replace the text" : "Put it on record"}
        </SubmitButton>
      </div>
    </KeptForm>
  );
}

/** The other scorer's word: the text says it for both. */
export function AgreeForm({
  applicationId,
  reconciliationId,
}: {
  applicationId: string;
  reconciliationId: string;
}) {
  const [state, action, sending] = useActionState(agree, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <input type="hidden" name="reconciliation_id" value={reconciliationId} />
      <div>
        <SubmitButton busy="Putting it on record…">I stand by this text</SubmitButton>
      </div>
    </KeptForm>
  );
}
