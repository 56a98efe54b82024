"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { signUpOrganisation } from "./actions";

export function SignUpForm() {
  const [state, action, sending] = useActionState(signUpOrganisation, IDLE);
  const field = (name: string) => ({
    name,
    error: fieldError(state, name),
    defaultValue: typed(state, name),
  });
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-5">
      <FormMessage state={state} />
      <TextField
        {...field("organisation_name")}
        label="Legal name of the organisation"
        autoComplete="organization"
        required
      />
      <TextField
        {...field("country")}
        label="Country"
        help="Two letters, such as GB or DE: where it is established."
        maxLength={2}
        autoComplete="country"
        required
      />
      <TextField {...field("name")} label="Your name" autoComplete="name" required />
      <TextField {...field("email")} label="Work e-mail" type="email" autoComplete="email" required />
      <TextField
        {...field("password")}
        label="Password"
        help="At least 12 characters; a sentence is fine."
        type="password"
        autoComplete="new-password"
        required
      />
      <div>
        <SubmitButton>Make the account</SubmitButton>
      </div>
    </KeptForm>
  );
}
