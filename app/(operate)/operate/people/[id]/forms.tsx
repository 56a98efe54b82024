"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { ConfirmationFields, type Means } from "../../../../_edge/confirmation-fields";
import { fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { judge } from "./actions";

/** The second person confirms the proposal, or refuses it for good. */
export function JudgeForm({
  proposalId,
  digest,
  means,
}: {
  proposalId: string;
  digest: string;
  means: Means;
}) {
  const [state, action, sending] = useActionState(judge, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="proposal_id" value={proposalId} />
      <input type="hidden" name="digest" value={digest} />
      <RadioGroup
        name="verdict"
        label="Your judgement"
        choices={[
          { value: "confirm", label: "Confirm it", help: "It takes effect." },
          { value: "refuse", label: "Refuse it", help: "For good, with a reason. It stays on record." },
        ]}
        value={typed(state, "verdict")}
        error={fieldError(state, "verdict")}
        required
      />
      <TextArea
        name="reason"
        label="Why you refuse it"
        help="At least 10 characters; not needed to confirm."
        rows={3}
        defaultValue={typed(state, "reason")}
        error={fieldError(state, "reason")}
      />
      <ConfirmationFields
        state={state}
        means={means}
        digest={digest}
        passkeyLabel="Confirm with a passkey and sign"
        signs
      >
        <div>
          <SubmitButton busy="Signing…">Sign my judgement</SubmitButton>
        </div>
      </ConfirmationFields>
    </KeptForm>
  );
}
