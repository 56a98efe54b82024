"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE } from "../../_edge/form-state";
import { endOtherSessions, endSession, setPassword, setTotp } from "./actions";

export function EndSessionForm({ sessionId }: { sessionId: string }) {
  const [state, action, sending] = useActionState(endSession, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending}>
      <FormMessage state={state} />
      <input type="hidden" name="session_id" value={sessionId} />
      <SubmitButton look="danger" busy="Ending…">
        End it
      </SubmitButton>
    </KeptForm>
  );
}

export function EndOtherSessionsForm() {
  const [state, action, sending] = useActionState(endOtherSessions, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending}>
      <FormMessage state={state} />
      <SubmitButton look="danger" busy="Ending…">
        End all but this one
      </SubmitButton>
    </KeptForm>
  );
}

export function PasswordForm() {
  const [state, action, sending] = useActionState(setPassword, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-4">
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
    </KeptForm>
  );
}

export function TotpForm({ enrolled, secret, link }: { enrolled: boolean; secret: string; link: string }) {
  const [state, action, sending] = useActionState(setTotp, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-4">
      <FormMessage state={state} ok="Your authenticator is enrolled." />
      <p className="text-small text-ink-2">
        {enrolled ? "One is enrolled. Enrolling another replaces it." : "None is enrolled yet."} Enter this
        secret in the app, or <a href={link}>open it there</a>, then type what the app shows.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="font-mono text-small break-all">{secret}</code>
        <CopyButton text={secret} />
      </div>
      <TextField
        name="code"
        label="Code that the app shows for it"
        inputMode="numeric"
        autoComplete="one-time-code"
        error={fieldError(state, "code")}
      />
      {enrolled ? (
        <TextField
          name="current_code"
          label="Code of the authenticator that is enrolled now, or a recovery code"
          autoComplete="off"
          error={fieldError(state, "current_code")}
        />
      ) : null}
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
    </KeptForm>
  );
}
