"use client";

import { useActionState } from "react";
import { CLOSING_OUTCOMES, SEVERITIES, SOURCES } from "#lib/findings/finding";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { SelectField, TextArea, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { close, record } from "./actions";
import { OUTCOME_WORDS, SOURCE_WORDS } from "./words";

const SEVERITY_CHOICES = {
  critical: { label: "Critical", help: "Up to 30 days; with 0 its grants are restricted at once" },
  moderate: { label: "Moderate", help: "90 days" },
  low: { label: "Low", help: "180 days" },
} as const;

type Props = {
  tenantId: string;
  grants: readonly { id: string; label: string }[];
};

/** What was found, against whom, how severe it is, and what shows it. */
export function RecordFindingForm({ tenantId, grants }: Props) {
  const [state, action, sending] = useActionState(record, IDLE);
  const field = (name: string) => ({
    name,
    error: fieldError(state, name),
    defaultValue: typed(state, name),
  });
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="tenant_id" value={tenantId} />
      <SelectField
        {...field("grant_id")}
        label="Against"
        choices={grants.map(({ id, label }) => ({ value: id, label }))}
        empty="All of its grants"
      />
      <RadioGroup
        name="severity"
        label="How severe"
        choices={SEVERITIES.map((value) => ({ value, ...SEVERITY_CHOICES[value] }))}
        value={typed(state, "severity")}
        error={fieldError(state, "severity")}
        required
      />
      <TextField
        {...field("days")}
        label="Days for mending, of a critical one"
        help="0 to 30; leave it empty for the others"
        inputMode="numeric"
      />
      <SelectField
        {...field("source")}
        label="Where it comes from"
        choices={SOURCES.map((value) => ({ value, label: SOURCE_WORDS[value] }))}
        empty="Choose"
        required
      />
      <TextArea {...field("found")} label="What was found" help="The tenant reads this." required />
      <TextArea
        {...field("evidence")}
        label="What shows it, and where that is kept"
        help="Read by operators, compliance and auditors."
        required
      />
      <div>
        <SubmitButton look="primary">Record the finding</SubmitButton>
      </div>
    </KeptForm>
  );
}

/** Another person than the recorder says how it ends. */
export function CloseFindingForm({ findingId }: { findingId: string }) {
  const [state, action, sending] = useActionState(close, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-4">
      <FormMessage state={state} ok="Closed, and on record." />
      <input type="hidden" name="finding_id" value={findingId} />
      <RadioGroup
        name="outcome"
        label="How it ends"
        choices={CLOSING_OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] }))}
        value={typed(state, "outcome")}
        error={fieldError(state, "outcome")}
        required
      />
      <TextArea
        name="reason"
        label="What you have seen of it"
        help="The tenant reads this."
        defaultValue={typed(state, "reason")}
        error={fieldError(state, "reason")}
        required
      />
      <div>
        <SubmitButton look="primary">Close the finding</SubmitButton>
      </div>
    </KeptForm>
  );
}
