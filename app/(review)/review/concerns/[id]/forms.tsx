"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { SelectField, TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { decide, triage } from "./actions";

type Grants = readonly { value: string; label: string }[];

const OUTCOMES = [
  { value: "upheld", label: "Upheld", help: "They are right. The approval is reviewed again." },
  { value: "not_upheld", label: "Not upheld", help: "It was looked into; the approval stands." },
  { value: "no_case", label: "No case", help: "It was not done with what we approved." },
];

export function TriageForm({ concernId, grants }: { concernId: string; grants: Grants }) {
  const [state, action, sending] = useActionState(triage, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-5">
      <FormMessage state={state} />
      <input type="hidden" name="concern_id" value={concernId} />
      <SelectField
        name="grant_id"
        label="Which approval is it about?"
        help="Only staff see this list."
        empty="None found so far"
        choices={grants}
        defaultValue={typed(state, "grant_id") ?? ""}
        error={fieldError(state, "grant_id")}
      />
      <TextArea
        name="note"
        label="What you found out"
        help="For those who decide. The filer does not read it."
        defaultValue={typed(state, "note")}
        error={fieldError(state, "note")}
        required
      />
      <div>
        <SubmitButton>It was read: hand it on</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function DecideForm({
  concernId,
  grants,
  grantId,
}: {
  concernId: string;
  grants: Grants;
  grantId: string;
}) {
  const [state, action, sending] = useActionState(decide, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-5">
      <FormMessage state={state} />
      <input type="hidden" name="concern_id" value={concernId} />
      <RadioGroup
        name="outcome"
        label="Outcome"
        choices={OUTCOMES}
        value={typed(state, "outcome")}
        error={fieldError(state, "outcome")}
        required
      />
      <SelectField
        name="grant_id"
        label="Which approval is it about?"
        help="Only staff see this list. An upheld concern names one."
        empty="None"
        choices={grants}
        defaultValue={typed(state, "grant_id") ?? grantId}
        error={fieldError(state, "grant_id")}
      />
      <TextArea
        name="answer"
        label="The answer to the filer"
        help="Plain words, with reasons. Name no customer."
        rows={5}
        defaultValue={typed(state, "answer")}
        error={fieldError(state, "answer")}
        required
      />
      <TextArea
        name="note"
        label="A note among staff"
        rows={2}
        defaultValue={typed(state, "note")}
        error={fieldError(state, "note")}
      />
      <div>
        <SubmitButton>Decide</SubmitButton>
      </div>
    </KeptForm>
  );
}
