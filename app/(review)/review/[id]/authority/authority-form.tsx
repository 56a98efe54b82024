"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { SelectField, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { record } from "./actions";

type Choice = { value: string; label: string };

/** What the case waited for, and the document that shows it. */
export function AuthorityForm({
  applicationId,
  kinds,
  documents,
}: {
  applicationId: string;
  kinds: readonly Choice[];
  documents: readonly Choice[];
}) {
  const [state, action, sending] = useActionState(record, IDLE);
  const field = (name: string) => ({
    name,
    defaultValue: typed(state, name),
    error: fieldError(state, name),
  });
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <SelectField {...field("kind")} label="What it is" choices={kinds} required />
      <TextField {...field("issuer")} label="Issued by" help="The court, parliament or regulator." required />
      <TextField {...field("reference")} label="Number or citation" required />
      <TextField
        {...field("valid_until")}
        label="In force until"
        help="Empty where it has no end."
        type="date"
      />
      <SelectField
        {...field("evidence_id")}
        label="Document that shows it"
        help="Found in order by the desk: see Documents."
        choices={documents}
        required
      />
      <div>
        <SubmitButton busy="Putting it on record…">Record it and give the case back</SubmitButton>
      </div>
    </KeptForm>
  );
}
