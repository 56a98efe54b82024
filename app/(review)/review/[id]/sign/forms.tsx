"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { ConfirmationFields, type Means } from "../../../../_edge/confirmation-fields";
import { fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { SendBackForm } from "../../_case/send-back-form";
import { sendBack, sign } from "./actions";

/** One's own reason, and a confirmation bound to the digest of this page. */
export function SignForm({
  proposalId,
  digest,
  outcome,
  means,
}: {
  proposalId: string;
  digest: string;
  outcome: "approve" | "decline";
  means: Means;
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
      <ConfirmationFields
        state={state}
        means={means}
        digest={digest}
        passkeyLabel="Confirm with a passkey and sign"
      >
        <SubmitButton look={outcome === "approve" ? "primary" : "danger"} data-key="submit" busy="Signing…">
          {outcome === "approve" ? "Sign the approval" : "Sign the refusal"}
        </SubmitButton>
      </ConfirmationFields>
    </KeptForm>
  );
}

/** Instead of signing: end the proposal with a question, or go on to propose a refusal. */
export function SendBack({ proposalId, isApproval }: { proposalId: string; isApproval: boolean }) {
  return (
    <SendBackForm proposalId={proposalId} sendBack={sendBack}>
      <SubmitButton look="plain" name="next" value="stay">
        Send back with this question
      </SubmitButton>
      {isApproval ? (
        <SubmitButton look="danger" name="next" value="decline">
          Send back and propose a refusal
        </SubmitButton>
      ) : null}
    </SendBackForm>
  );
}
