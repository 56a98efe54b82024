"use client";

import { useActionState } from "react";
import { type AppealGround, GROUND_WORDS } from "#lib/reviews/appeal-words";
import { SubmitButton } from "#ui/button";
import { CheckboxGroup } from "#ui/choice-field";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed, typedList } from "../../../../_edge/form-state";
import { appeal } from "./actions";

/** Grounds and a statement: what an appeal is made of. */
export function AppealForm({
  applicationId,
  grounds,
}: {
  applicationId: string;
  grounds: readonly AppealGround[];
}) {
  const [state, action, sending] = useActionState(appeal, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-5">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <CheckboxGroup
        name="grounds"
        label="On what grounds"
        required
        values={typedList(state, "grounds") ?? (grounds.length === 1 ? grounds : [])}
        choices={grounds.map((ground) => ({ value: ground, ...GROUND_WORDS[ground] }))}
        error={fieldError(state, "grounds")}
      />
      <TextArea
        name="statement"
        label="What is wrong, and where it can be seen"
        help="At least forty characters. The panel reads it word for word; it is not published."
        rows={9}
        maxLength={8_000}
        defaultValue={typed(state, "statement")}
        error={fieldError(state, "statement")}
        required
      />
      <div>
        <SubmitButton busy="Filing…">File the appeal</SubmitButton>
      </div>
    </KeptForm>
  );
}
