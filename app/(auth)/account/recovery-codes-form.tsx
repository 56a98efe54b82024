"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { type FormState, fieldError, IDLE } from "../../_edge/form-state";
import { renewRecoveryCodes } from "./actions";

/** Makes ten codes and shows them this once. */
export function RecoveryCodesForm({ left }: { left: number }) {
  const [state, action, sending] = useActionState<FormState<readonly string[]>, FormData>(
    renewRecoveryCodes,
    IDLE,
  );
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-4">
      <FormMessage state={state} ok="Write these down now: they are not shown again." />
      {state.status === "ok" ? <Codes codes={state.value} /> : null}
      <p className="text-small text-ink-2">
        {left === 0
          ? "You have none. Without one, an authenticator that is lost cannot be replaced."
          : `You have ${left === 1 ? "one" : left} left. Making new ones ends the others.`}
      </p>
      <TextField
        id="recovery-totp"
        name="totp"
        label="Code of your authenticator"
        inputMode="numeric"
        autoComplete="one-time-code"
        error={fieldError(state, "totp")}
      />
      <div>
        <SubmitButton look="plain">Make ten codes</SubmitButton>
      </div>
    </KeptForm>
  );
}

function Codes({ codes }: { codes: readonly string[] }) {
  return (
    <div className="grid gap-2">
      <ul className="grid grid-cols-2 gap-x-4 gap-y-1 font-mono text-small" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div>
        <CopyButton text={codes.join("\n")} />
      </div>
    </div>
  );
}
