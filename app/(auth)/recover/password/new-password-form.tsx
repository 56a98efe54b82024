"use client";

import Link from "next/link";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage, Notice } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE } from "../../../_edge/form-state";
import { LinkCodeField } from "../../link-code-field";
import { setNewPassword } from "../actions";

export function NewPasswordForm() {
  const [state, action, sending] = useActionState(setNewPassword, IDLE);
  if (state.status === "ok") {
    return (
      <Notice tone="good" title="Your new password is set">
        Every session has ended. <Link href="/sign-in">Sign in</Link>.
      </Notice>
    );
  }
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} />
      <LinkCodeField error={fieldError(state, "code")} />
      <TextField
        name="new_password"
        label="New password"
        help="At least 12 characters; a sentence is fine."
        type="password"
        autoComplete="new-password"
        error={fieldError(state, "new_password")}
        required
      />
      <div>
        <SubmitButton>Set this password</SubmitButton>
      </div>
    </KeptForm>
  );
}
