"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextArea, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { PasskeyConfirm } from "../../../../_edge/passkey-confirm";
import { sendBack, sign } from "./actions";

/** One's own reason, and a confirmation bound to the digest of this page. */
export function SignForm({
  proposalId,
  digest,
  outcome,
  hasTotp,
  hasPasskey,
}: {
  proposalId: string;
  digest: string;
  outcome: "approve" | "decline";
  hasTotp: boolean;
  hasPasskey: boolean;
}) {
  const [state, action, sending] = useActionState(sign, IDLE);
  return (
    <KeptForm
      state={state}
      action={action}
      sending={sending}
      className="grid gap-4 border-t border-rule pt-4"
    >
      <FormMessage state={state} />
      <input type="hidden" name="proposal_id" value={proposalId} />
      <input type="hidden" name="digest" value={digest} />
      <TextArea
        name="reason"
        label="Why you sign"
        help="At least ten characters; the other signer reads it."
        rows={3}
        defaultValue={typed(state, "reason")}
        error={fieldError(state, "reason")}
        required
      />
      {hasTotp ? (
        <TextField
          name="totp"
          label="Code of your authenticator"
          help="Or your password, below."
          inputMode="numeric"
          autoComplete="one-time-code"
          error={fieldError(state, "totp")}
        />
      ) : null}
      {hasPasskey ? <PasskeyConfirm digest={digest} label="Confirm with a passkey and sign" /> : null}
      <TextField
        name="password"
        label="Your password"
        help="Confirms that it is you, over this digest, for five minutes."
        type="password"
        autoComplete="current-password"
        error={fieldError(state, "password")}
      />
      <SubmitButton look={outcome === "approve" ? "primary" : "danger"} data-key="submit" busy="Signing…">
        {outcome === "approve" ? "Sign the approval" : "Sign the refusal"}
      </SubmitButton>
    </KeptForm>
  );
}

/** Instead of signing: end the proposal with a question, or go on to propose a refusal. */
export function SendBackForm({ proposalId, isApproval }: { proposalId: string; isApproval: boolean }) {
  const [state, action, sending] = useActionState(sendBack, IDLE);
  return (
    <details className="border-t border-rule pt-3">
      <summary className="cursor-pointer text-sm">Send it back instead…</summary>
      <KeptForm state={state} action={action} sending={sending} className="grid gap-3 pt-3">
        <FormMessage state={state} />
        <input type="hidden" name="proposal_id" value={proposalId} />
        <TextArea
          name="question"
          label="What should be looked at again"
          help="It ends this proposal and every signature on it."
          rows={3}
          defaultValue={typed(state, "question")}
          error={fieldError(state, "question")}
          required
        />
        <SubmitButton look="plain" name="next" value="stay">
          Send back with this question
        </SubmitButton>
        {isApproval ? (
          <SubmitButton look="danger" name="next" value="decline">
            Send back and propose a refusal
          </SubmitButton>
        ) : null}
      </KeptForm>
    </details>
  );
}
