"use client";

import { useActionState } from "react";
import { APPEAL_OUTCOMES, OUTCOME_WORDS } from "#lib/reviews/appeal-words";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { propose, reopen } from "./actions";

/** One of three outcomes, with the reasons in full and as published. */
export function ProposeOutcomeForm({ appealId }: { appealId: string }) {
  const [state, action, sending] = useActionState(propose, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="appeal_id" value={appealId} />
      <RadioGroup
        name="outcome"
        label="Outcome"
        required
        choices={APPEAL_OUTCOMES.map((value) => ({ value, ...OUTCOME_WORDS[value] }))}
        value={typed(state, "outcome")}
        error={fieldError(state, "outcome")}
      />
      <TextArea
        name="reasons"
        label="Reasons, in full"
        help="For the record and the other member. At least forty characters."
        rows={6}
        defaultValue={typed(state, "reasons")}
        error={fieldError(state, "reasons")}
        required
      />
      <TextArea
        name="public_reasons"
        label="Reasons, as published"
        help="The applicant and the register read these: without names, and without what only the parties may know."
        rows={6}
        defaultValue={typed(state, "public_reasons")}
        error={fieldError(state, "public_reasons")}
        required
      />
      <div>
        <SubmitButton busy="Proposing…">Put it before the panel</SubmitButton>
      </div>
    </KeptForm>
  );
}

/** The desk takes a case whose decision was set aside to the approvers again. */
export function ReopenForm({ applicationId }: { applicationId: string }) {
  const [state, action, sending] = useActionState(reopen, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <div>
        <SubmitButton busy="Opening…">Open the decision again</SubmitButton>
      </div>
    </KeptForm>
  );
}
