"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { ask } from "./actions";

export function AskForm() {
  const [state, action, sending] = useActionState(ask, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-4">
      <FormMessage state={state} ok="If this address has an account, a link is on its way to it." />
      <TextField
        name="email"
        label="Work e-mail"
        type="email"
        autoComplete="username"
        error={fieldError(state, "email")}
        defaultValue={typed(state, "email")}
        required
      />
      <div>
        <SubmitButton>Send the link</SubmitButton>
      </div>
    </KeptForm>
  );
}
