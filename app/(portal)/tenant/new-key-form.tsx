"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { CheckboxGroup } from "#ui/choice-field";
import { CodeBlock } from "#ui/digest";
import { SelectField, TextArea, TextField } from "#ui/field";
import { FormMessage, Notice } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { type FormState, fieldError, IDLE, typed, typedList } from "../../_edge/form-state";
import { makeKey, type NewKey } from "./actions";
import { firstCalls } from "./first-calls";

type LiveGrant = { id: string; label: string; operations: readonly string[] };

export function NewKeyForm({
  organisationId,
  gatewayUrl,
  grants,
}: {
  organisationId: string;
  gatewayUrl: string;
  grants: readonly LiveGrant[];
}) {
  const [state, action, sending] = useActionState<FormState<NewKey>, FormData>(makeKey, IDLE);
  const operations = [...new Set(grants.flatMap((grant) => grant.operations))];
  return (
    <div className="grid gap-6">
      {state.status === "ok" ? (
        <ShownOnce secret={state.value.key} name={state.value.name} gatewayUrl={gatewayUrl} />
      ) : null}
      <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-5">
        <FormMessage state={state} />
        <input type="hidden" name="organisation_id" value={organisationId} />
        <SelectField
          name="grant_id"
          label="Under which grant"
          choices={grants.map(({ id, label }) => ({ value: id, label }))}
          defaultValue={typed(state, "grant_id")}
        />
        <TextField
          name="name"
          label="Name"
          help="By which you will know it, such as the server that holds it."
          error={fieldError(state, "name")}
          defaultValue={typed(state, "name")}
          required
        />
        <CheckboxGroup
          name="scopes"
          label="May do"
          help="No more than the holder needs."
          error={fieldError(state, "scopes")}
          choices={operations.map((operation) => ({ value: operation, label: operation }))}
          values={typedList(state, "scopes") ?? operations}
        />
        <TextArea
          name="cidrs"
          label="Only from these addresses"
          help="One range a line, such as 203.0.113.0/24. Empty means from anywhere."
          rows={2}
          className="font-mono"
          error={fieldError(state, "cidrs")}
          defaultValue={typed(state, "cidrs")}
        />
        <TextField
          name="days"
          label="Days until it ends"
          help="At most 365, and never past the end of the grant."
          inputMode="numeric"
          className="max-w-28"
          error={fieldError(state, "days")}
          defaultValue={typed(state, "days") ?? "90"}
        />
        <div>
          <SubmitButton busy="Making…">Make the key</SubmitButton>
        </div>
      </KeptForm>
    </div>
  );
}

function ShownOnce({ secret, name, gatewayUrl }: { secret: string; name: string; gatewayUrl: string }) {
  return (
    <section aria-label="Your new key" className="grid gap-4">
      <Notice tone="good" title={`“${name}” is made. Copy it now: it is not shown again.`}>
        <code data-new-key className="font-mono break-all">
          {secret}
        </code>
      </Notice>
      {firstCalls(gatewayUrl, secret).map(({ label, code }) => (
        <CodeBlock key={label} label={label} code={code} />
      ))}
    </section>
  );
}
