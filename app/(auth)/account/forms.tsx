"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { fieldError, IDLE } from "../../_edge/form-state";
import { endSession, setPassword, setTotp } from "./actions";

export function EndSessionForm({ sessionId }: { sessionId: string }) {
  const [state, action] = useActionState(endSession, IDLE);
  return (
    <form action={action}>
      <FormMessage state={state} />
      <input type="hidden" name="session_id" value={sessionId} />
      <SubmitButton look="danger" busy="Ending…">
        End it
      </SubmitButton>
    </form>
  );
}

export function PasswordForm() {
  const [state, action] = useActionState(setPassword, IDLE);
  return (
    <form action={action} className="grid max-w-sm gap-4" noValidate>
      <FormMessage state={state} ok="The password is changed; other sessions have ended." />
      <TextField
        name="current_password"
        label="Current password"
        type="password"
        autoComplete="current-password"
        error={fieldError(state, "current_password")}
      />
      <TextField
        name="new_password"
        label="New password"
        help="At least 12 characters; a sentence is fine."
        type="password"
        autoComplete="new-password"
        error={fieldError(state, "new_password")}
      />
      <div>
        <SubmitButton look="plain">Change the password</SubmitButton>
      </div>
    </form>
  );
}

export function TotpForm({ enrolled, secret, link }: { enrolled: boolean; secret: string; link: string }) {
  const [state, action] = useActionState(setTotp, IDLE);
  return (
    <form action={action} className="grid max-w-md gap-4" noValidate>
      <FormMessage state={state} ok="Your authenticator is enrolled." />
      <p className="text-small text-ink-2">
        {enrolled ? "One is enrolled. Enrolling another replaces it." : "None is enrolled yet."} Enter this
        secret in the app, or <a href={link}>open it there</a>, then type what the app shows.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="font-mono text-small break-all">{secret}</code>
        <CopyButton text={secret} />
      </div>
      <input type="hidden" name="secret" value={secret} />
      <TextField
        name="code"
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        error={fieldError(state, "code")}
      />
      <TextField
        name="password"
        label="Your password"
        type="password"
        autoComplete="current-password"
        error={fieldError(state, "password")}
      />
      <div>
        <SubmitButton look="plain">Enrol this authenticator</SubmitButton>
      </div>
    </form>
  );
}
