"use client";

import { useActionState } from "react";
import { RE_REVIEW_TRIGGERS, TRIGGER_WORDS } from "#lib/grants/re-review-words";
import { SubmitButton } from "#ui/button";
import { SelectField, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { open, start, stop } from "./actions";

const GRID = "grid max-w-xl gap-3 pt-3";

/** A compliance officer looks at an approval again before it is due. */
export function OpenReReviewForm({ grantId, reference }: { grantId: string; reference: string }) {
  const [state, action, sending] = useActionState(open, IDLE);
  return (
    <details open={state.status === "refused"}>
      <summary className="cursor-pointer text-small text-accent">Open a re-review of {reference}…</summary>
      <KeptForm state={state} action={action} sending={sending} className={GRID}>
        <FormMessage state={state} />
        <input type="hidden" name="grant_id" value={grantId} />
        <SelectField
          id={`trigger-${grantId}`}
          name="trigger"
          label="Why now"
          empty="Choose"
          choices={RE_REVIEW_TRIGGERS.map((value) => ({ value, label: TRIGGER_WORDS[value] }))}
          defaultValue={typed(state, "trigger")}
          error={fieldError(state, "trigger")}
          required
        />
        <TextField
          id={`reason-${grantId}`}
          name="reason"
          label="What happened"
          defaultValue={typed(state, "reason")}
          error={fieldError(state, "reason")}
          required
        />
        <div>
          <SubmitButton>Open the re-review</SubmitButton>
        </div>
      </KeptForm>
    </details>
  );
}

export function StartForm({ applicationId }: { applicationId: string }) {
  const [state, action, sending] = useActionState(start, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <div>
        <SubmitButton busy="Opening the lanes…">Take it into its lanes</SubmitButton>
      </div>
    </KeptForm>
  );
}

/** A re-review can end without its lanes: with the grant shut, for a while or for good. */
export function StopForm({ grantId }: { grantId: string }) {
  const [state, action, sending] = useActionState(stop, IDLE);
  return (
    <details open={state.status === "refused"}>
      <summary className="cursor-pointer text-small text-bad">Restrict, suspend or revoke the grant…</summary>
      <KeptForm state={state} action={action} sending={sending} className={GRID}>
        <FormMessage state={state} />
        <input type="hidden" name="grant_id" value={grantId} />
        <SelectField
          id={`to-${grantId}`}
          name="to"
          label="The grant is"
          empty="Choose"
          choices={[
            { value: "restricted", label: "restricted, until what was found is put right" },
            { value: "suspended", label: "suspended" },
            { value: "revoked", label: "revoked for good" },
          ]}
          defaultValue={typed(state, "to")}
          error={fieldError(state, "to")}
          required
        />
        <TextField
          id={`why-${grantId}`}
          name="reason"
          label="Why"
          defaultValue={typed(state, "reason")}
          error={fieldError(state, "reason")}
          required
        />
        <div>
          <SubmitButton look="danger">Do it</SubmitButton>
        </div>
      </KeptForm>
    </details>
  );
}
