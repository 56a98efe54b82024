"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { SelectField, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { liftOne, throwOne } from "./actions";

const SCOPES = [
  { value: "operation", label: "One operation" },
  { value: "model", label: "One model" },
  { value: "jurisdiction", label: "One country or region" },
  { value: "tenant", label: "One tenant" },
  { value: "global", label: "Everything" },
];

export function ThrowSwitchForm() {
  const [state, action, sending] = useActionState(throwOne, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-4">
      <FormMessage state={state} ok="Thrown: the gate refuses it from now on." />
      <SelectField name="scope" label="What it stops" choices={SCOPES} defaultValue={typed(state, "scope")} />
      <TextField
        name="value"
        label="Which one"
        help="Such as verify_1_1, mobilefacenet-r2, GB, US-IL or a tenant's id. Left empty for everything."
        error={fieldError(state, "value")}
        defaultValue={typed(state, "value")}
      />
      <TextField
        name="reason"
        label="Why"
        error={fieldError(state, "reason")}
        defaultValue={typed(state, "reason")}
        required
      />
      <div>
        <SubmitButton look="danger">Throw the switch</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function LiftSwitchForm({ switchId, second }: { switchId: string; second: boolean }) {
  const [state, action, sending] = useActionState(liftOne, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-2">
      <FormMessage state={state} />
      <input type="hidden" name="switch_id" value={switchId} />
      <div>
        <SubmitButton look="plain">{second ? "Lift, as the second person" : "Ask to lift it"}</SubmitButton>
      </div>
    </KeptForm>
  );
}
