"use client";

import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { type Choice, RadioGroup } from "#ui/choice-field";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { ConfirmationFields, type Means } from "../../../../_edge/confirmation-fields";
import { type FormState, fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { judge, vote } from "./actions";

type Signed = { factId: string; digest: string; means: Means };

/** The second person confirms the record, or refuses it for good. @param mayConfirm the board has passed it, or is not asked */
export function JudgeForm({ mayConfirm, ...signed }: Signed & { mayConfirm: boolean }) {
  const confirm = { value: "confirm", label: "Confirm it", help: "From this moment screenings rest on it." };
  const refuse = {
    value: "refuse",
    label: "Refuse it",
    help: "For good, with a reason. It stays on record.",
  };
  return (
    <ChoiceForm
      {...signed}
      act={judge}
      name="verdict"
      label="Your judgement"
      choices={mayConfirm ? [confirm, refuse] : [refuse]}
      reason={{ label: "Why you refuse it", help: "At least 10 characters; not needed to confirm." }}
    >
      Sign my judgement
    </ChoiceForm>
  );
}

/** A seated member's vote on a fact that is to begin. */
export function VoteForm(signed: Signed) {
  return (
    <ChoiceForm
      {...signed}
      act={vote}
      name="vote"
      label="Your vote"
      choices={[
        { value: "for", label: "For it" },
        { value: "against", label: "Against it", help: "Your reason is recorded as a dissent." },
        { value: "abstain", label: "Abstain", help: "You are present, and not for it." },
      ]}
      reason={{ label: "Why you vote so", help: "Read by legal, the board and the record.", required: true }}
    >
      Cast my vote
    </ChoiceForm>
  );
}

/** One choice over the digest of the page, with a reason and a confirmation bound to it. */
function ChoiceForm({
  factId,
  digest,
  means,
  act,
  name,
  label,
  choices,
  reason,
  children,
}: Signed & {
  act: (before: FormState, form: FormData) => Promise<FormState>;
  name: string;
  label: string;
  choices: readonly Choice[];
  reason: { label: string; help: string; required?: boolean };
  children: ReactNode;
}) {
  const [state, action, sending] = useActionState(act, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="fact_id" value={factId} />
      <input type="hidden" name="digest" value={digest} />
      <RadioGroup
        name={name}
        label={label}
        choices={choices}
        value={typed(state, name)}
        error={fieldError(state, name)}
        required
      />
      <TextArea
        {...reason}
        name="reason"
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
          <SubmitButton busy="Signing…">{children}</SubmitButton>
        </div>
      </ConfirmationFields>
    </KeptForm>
  );
}
