"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { ask, takeBack } from "./ask-actions";

/** Asks the applicant about the factor at hand, and in the same request about others of the lane. */
export function AskForm({
  applicationId,
  revisionId,
  factor,
  others,
}: {
  applicationId: string;
  revisionId: string;
  factor: { id: string; name: string };
  others: readonly { id: string; name: string }[];
}) {
  const [state, action, sending] = useActionState(ask, IDLE);
  const field = ({ id, name }: { id: string; name: string }) => (
    <TextArea
      key={id}
      name={id}
      id={`ask-${id}`}
      label={`What you ask about ${id}, ${name.toLowerCase()}`}
      rows={3}
      maxLength={4_000}
      error={fieldError(state, id)}
      defaultValue={typed(state, id)}
    />
  );
  return (
    <details open={state.status === "refused"} className="border-t border-rule pt-3">
      <summary className="cursor-pointer text-sm font-semibold">Ask the applicant about this factor…</summary>
      <KeptForm state={state} action={action} sending={sending} className="grid gap-4 pt-3">
        <FormMessage state={state} />
        <input type="hidden" name="application_id" value={applicationId} />
        <input type="hidden" name="revision_id" value={revisionId} />
        <p className="text-small text-ink-2">
          The clock stands still until they answer; after 30 days without an answer the case is withdrawn.
          Everyone who reviews the case reads what you ask, and the applicant reads your lane, not your name.
        </p>
        {field(factor)}
        {others.length === 0 ? null : (
          <details>
            <summary className="cursor-pointer text-small text-ink-2">
              Ask about other factors of your lane in the same request
            </summary>
            <div className="grid gap-4 pt-3">{others.map(field)}</div>
          </details>
        )}
        <div>
          <SubmitButton look="plain" busy="Asking…">
            Ask, and stop the clock
          </SubmitButton>
        </div>
      </KeptForm>
    </details>
  );
}

/** Takes back what is still open of a request. */
export function TakeBackForm({ applicationId, requestId }: { applicationId: string; requestId: string }) {
  const [state, action, sending] = useActionState(takeBack, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-2">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <input type="hidden" name="request_id" value={requestId} />
      <div>
        <SubmitButton look="plain" busy="Taking it back…">
          Take the question back
        </SubmitButton>
      </div>
    </KeptForm>
  );
}
