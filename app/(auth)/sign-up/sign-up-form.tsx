"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { signUpOrganisation } from "./actions";

export function SignUpForm() {
  const [state, action] = useActionState(signUpOrganisation, IDLE);
  const field = (name: string) => ({
    name,
    error: fieldError(state, name),
    defaultValue: typed(state, name),
  });
  return (
    <form action={action} className="grid max-w-md gap-5" noValidate>
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
    </form>
  );
}
