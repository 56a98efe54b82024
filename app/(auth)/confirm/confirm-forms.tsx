"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE } from "../../_edge/form-state";
import { LinkCodeField } from "../link-code-field";
import { confirm, sendAgain } from "./actions";

export function ConfirmForm() {
  const [state, action, sending] = useActionState(confirm, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} ok="Your address is confirmed. You can submit now." />
      <LinkCodeField error={fieldError(state, "code")} />
      <div>
        <SubmitButton busy="Confirming…">Confirm this address</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function SendAgainForm() {
  const [state, action, sending] = useActionState(sendAgain, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} ok="The link is on its way." />
      <div>
        <SubmitButton look="plain">Send the link again</SubmitButton>
      </div>
    </KeptForm>
  );
}
