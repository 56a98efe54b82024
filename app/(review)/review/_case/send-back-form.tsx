"use client";

import { type ReactNode, useActionState } from "react";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { type FormState, fieldError, IDLE, typed } from "../../../_edge/form-state";

/**
 * Instead of signing: end the proposal with a question.
 *
 * @param children its buttons, each with what comes next
 */
export function SendBackForm({
  proposalId,
  sendBack,
  children,
}: {
  proposalId: string;
  sendBack: (before: FormState, form: FormData) => Promise<FormState>;
  children: ReactNode;
}) {
  const [state, action, sending] = useActionState(sendBack, IDLE);
  return (
    <details className="border-t border-rule pt-3" open={state.status === "refused"}>
      <summary className="cursor-pointer text-sm">Send it back instead…</summary>
      <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-3 pt-3">
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
        {children}
      </KeptForm>
    </details>
  );
}
