"use client";

import { useActionState } from "react";
import { APPEAL_OUTCOMES, OUTCOME_WORDS } from "#lib/reviews/appeal-words";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { TextArea, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { declare, propose, reopen, sendBack, sign } from "./actions";

/** A member of the panel says first whether they have a conflict of interest. */
export function PanelConflictForm({ applicationId }: { applicationId: string }) {
  const [state, action, sending] = useActionState(declare, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <RadioGroup
        name="has_conflict"
        label="Conflict of interest"
        choices={[
          { value: "no", label: "I have none" },
          { value: "yes", label: "I have one, and take no part" },
        ]}
        value={typed(state, "has_conflict")}
        error={fieldError(state, "has_conflict")}
      />
      <TextArea
        name="detail"
        label="What it is"
        help="Needed with a conflict. It stays out of the public ledger."
        rows={2}
        defaultValue={typed(state, "detail")}
        error={fieldError(state, "detail")}
      />
      <div>
        <SubmitButton>Declare</SubmitButton>
      </div>
    </KeptForm>
  );
}

/** One of three outcomes, with the reasons in full and as published. */
export function ProposeOutcomeForm({ appealId }: { appealId: string }) {
  const [state, action, sending] = useActionState(propose, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="appeal_id" value={appealId} />
      <RadioGroup
        name="outcome"
        label="Outcome"
        required
        choices={APPEAL_OUTCOMES.map((value) => ({ value, ...OUTCOME_WORDS[value] }))}
        value={typed(state, "outcome")}
        error={fieldError(state, "outcome")}
      />
      <TextArea
        name="reasons"
        label="Reasons, in full"
        help="For the record and the other member. At least forty characters."
        rows={6}
        defaultValue={typed(state, "reasons")}
        error={fieldError(state, "reasons")}
        required
      />
      <TextArea
        name="public_reasons"
        label="Reasons, as published"
        help="The applicant and the register read these: without names, and without what only the parties may know."
        rows={6}
        defaultValue={typed(state, "public_reasons")}
        error={fieldError(state, "public_reasons")}
        required
      />
      <div>
        <SubmitButton busy="Proposing…">Put it before the panel</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function SignOutcomeForm({
  proposalId,
  digest,
  hasTotp,
}: {
  proposalId: string;
  digest: string;
  hasTotp: boolean;
}) {
  const [state, action, sending] = useActionState(sign, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="proposal_id" value={proposalId} />
      <input type="hidden" name="digest" value={digest} />
      <TextArea
        name="reason"
        label="Why you sign"
        help="At least ten characters; the other member reads it."
        rows={3}
        defaultValue={typed(state, "reason")}
        error={fieldError(state, "reason")}
        required
      />
      {hasTotp ? (
        <TextField
          name="totp"
          label="Code of your authenticator"
          inputMode="numeric"
          autoComplete="one-time-code"
          error={fieldError(state, "totp")}
        />
      ) : (
        <TextField
          name="password"
          label="Your password"
          help="Confirms that it is you, over this digest, for five minutes."
          type="password"
          autoComplete="current-password"
          error={fieldError(state, "password")}
        />
      )}
      <div>
        <SubmitButton busy="Signing…">Sign this outcome</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function SendBackOutcomeForm({ proposalId }: { proposalId: string }) {
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
        <div>
          <SubmitButton look="plain">Send back</SubmitButton>
        </div>
      </KeptForm>
    </details>
  );
}

/** The desk takes a case whose decision was set aside to the approvers again. */
export function ReopenForm({ applicationId }: { applicationId: string }) {
  const [state, action, sending] = useActionState(reopen, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <div>
        <SubmitButton busy="Opening…">Open the decision again</SubmitButton>
      </div>
    </KeptForm>
  );
}
