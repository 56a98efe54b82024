"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { useCodeOfLink } from "../../_edge/code-of-link";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { accept, acceptAsNew } from "./actions";

function CodeField({ code, error }: { code: string; error: string | undefined }) {
  return (
    <TextField
      key={code}
      name="code"
      label="Code of the invitation"
      help="What stands after the # in the link that you were sent."
      autoComplete="off"
      spellCheck={false}
      className="font-mono"
      defaultValue={code}
      error={error}
      required
    />
  );
}

export function AcceptForm({ name }: { name: string }) {
  const [state, action, sending] = useActionState(accept, IDLE);
  const code = useCodeOfLink();
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} />
      <CodeField code={code} error={fieldError(state, "code")} />
      <div>
        <SubmitButton busy="Joining…">Join as {name}</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function AcceptAsNewForm() {
  const [state, action, sending] = useActionState(acceptAsNew, IDLE);
  const code = useCodeOfLink();
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} />
      <CodeField code={code} error={fieldError(state, "code")} />
      <TextField
        name="name"
        label="Your name"
        autoComplete="name"
        defaultValue={typed(state, "name")}
        error={fieldError(state, "name")}
        required
      />
      <TextField
        name="password"
        label="A password for your account"
        help="At least 12 characters; a sentence is fine."
        type="password"
        autoComplete="new-password"
        error={fieldError(state, "password")}
        required
      />
      <div>
        <SubmitButton busy="Joining…">Make the account and join</SubmitButton>
      </div>
    </KeptForm>
  );
}
