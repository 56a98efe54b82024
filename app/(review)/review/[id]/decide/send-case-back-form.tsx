"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { CheckboxGroup } from "#ui/choice-field";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed, typedList } from "../../../../_edge/form-state";
import { sendCaseBack } from "./actions";

/** Instead of a decision: some of the lanes score the case once more. */
export function SendCaseBackForm({
  applicationId,
  lanes,
}: {
  applicationId: string;
  lanes: readonly string[];
}) {
  const [state, action, sending] = useActionState(sendCaseBack, IDLE);
  return (
    <details open={state.status === "refused"}>
      <summary className="cursor-pointer text-sm">Send it back to some of its lanes instead…</summary>
      <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4 pt-4">
        <FormMessage state={state} />
        <input type="hidden" name="application_id" value={applicationId} />
        <CheckboxGroup
          name="lanes"
          label="Lanes that score it once more"
          help="They are free to be taken again; every other score stays as it is."
          choices={lanes.map((lane) => ({ value: lane, label: lane }))}
          values={typedList(state, "lanes") ?? []}
          error={fieldError(state, "lanes")}
        />
        <TextArea
          name="reason"
          id="send-back-reason"
          label="What you miss"
          help="At least twenty characters. The reviewers read it."
          rows={3}
          defaultValue={typed(state, "reason")}
          error={fieldError(state, "reason")}
          required
        />
        <div>
          <SubmitButton look="plain" busy="Sending it back…">
            Send the case back
          </SubmitButton>
        </div>
      </KeptForm>
    </details>
  );
}
