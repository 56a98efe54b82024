"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { Checkbox } from "#ui/choice-field";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { openLane } from "./actions";

/** The desk's word, on record by name, that life is in danger now. */
export function EmergencyForm({ applicationId }: { applicationId: string }) {
  const [state, action, sending] = useActionState(openLane, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <Checkbox
        name="imminent"
        label="Life is in danger now, and the ordinary review would come too late"
        help="You say so by name; it is looked at afterwards."
        defaultChecked={typed(state, "imminent") !== undefined}
        error={fieldError(state, "imminent")}
      />
      <TextArea
        name="danger"
        label="What the danger is"
        help="At least twenty characters. The approvers read it; it is not published."
        rows={4}
        defaultValue={typed(state, "danger")}
        error={fieldError(state, "danger")}
        required
      />
      <div>
        <SubmitButton look="danger" busy="Sending…">
          Send it to two approvers
        </SubmitButton>
      </div>
    </KeptForm>
  );
}
