"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { Checkbox } from "#ui/choice-field";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { type FormState, fieldError, IDLE, typed } from "../../../_edge/form-state";
import { submit } from "../[id]/actions";

/** The signature: a name typed by the person whose it is, over the version that this page shows. */
export function SubmitForm({
  applicationId,
  draftVersion,
  signerName,
  isComplete,
}: {
  applicationId: string;
  draftVersion: number;
  signerName: string;
  isComplete: boolean;
}) {
  const [state, action, sending] = useActionState(submit, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-5">
      <FormMessage state={ownErrors(state)}>
        {isComplete ? null : (
          <a href="#open-answers" className="text-small">
            Each is named at the top of this page, with a link to its step
          </a>
        )}
      </FormMessage>
      <input type="hidden" name="application_id" value={applicationId} />
      <input type="hidden" name="draft_version" value={draftVersion} />
      <TextField
        name="attested_name"
        label="Your full name"
        help={`As in your account: ${signerName}`}
        autoComplete="name"
        error={fieldError(state, "attested_name")}
        defaultValue={typed(state, "attested_name")}
      />
      <Checkbox
        name="attest"
        label="I may sign for this organisation. The answers are true and complete, and I make the promises of step 10 in its name."
        defaultChecked={typed(state, "attest") !== undefined}
        error={fieldError(state, "attest")}
      />
      <div className="grid justify-items-start gap-2">
        <SubmitButton busy="Freezing and screening…">Sign and submit</SubmitButton>
        {isComplete ? null : (
          <p className="text-small text-ink-2">Answers are still open; submitting will name them again.</p>
        )}
      </div>
    </KeptForm>
  );
}

/** Answers that are missing stand at the top of the page, each with its step; here stand this form's own fields. */
function ownErrors(state: FormState): FormState {
  if (state.status !== "refused") return state;
  const own = ["/attested_name", "/attest"];
  return { ...state, errors: state.errors.filter(({ pointer }) => own.includes(pointer)) };
}
