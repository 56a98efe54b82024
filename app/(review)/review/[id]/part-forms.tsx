"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { recuse, take } from "./actions";

export function TakeLaneForm({ applicationId, lanes }: { applicationId: string; lanes: readonly string[] }) {
  const [state, action, sending] = useActionState(take, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <div className="flex flex-wrap gap-2">
        {lanes.map((lane) => (
          <SubmitButton key={lane} name="lane" value={lane} busy="Taking it…">
            Take the lane {lane}
          </SubmitButton>
        ))}
      </div>
    </KeptForm>
  );
}

export function RecuseForm({ applicationId }: { applicationId: string }) {
  const [state, action, sending] = useActionState(recuse, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <TextArea
        name="reason"
        label="Why"
        help="Your lane is free again, your drafts are gone, and you see the case no more."
        rows={2}
        defaultValue={typed(state, "reason")}
        error={fieldError(state, "reason")}
      />
      <div>
        <SubmitButton look="danger">Recuse myself</SubmitButton>
      </div>
    </KeptForm>
  );
}
