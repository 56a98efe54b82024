"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { SelectField, TextArea, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import type { Means } from "../../../_edge/confirmation-fields";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { SignatureForm } from "../../../(review)/review/_case/signature-form";
import { moveCase, release, simulate, startDraft, withdraw, writeDraft } from "./actions";

const FILE_HELP = "Instead of the text: a file takes its place.";

export function StartDraftForm({ inForce }: { inForce: string }) {
  const [state, action, sending] = useActionState(startDraft, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <RadioGroup
        name="from"
        label="Begin from"
        value={typed(state, "from") ?? "in_force"}
        error={fieldError(state, "from")}
        choices={[
          { value: "in_force", label: `The pack in force, ${inForce}`, help: "Under the next free version." },
          { value: "text", label: "A pack of your own", help: "Typed or uploaded below." },
        ]}
      />
      <TextArea
        name="text"
        label="The pack as JSON"
        rows={5}
        spellCheck={false}
        className="font-mono! text-[12.5px]"
        defaultValue={typed(state, "text")}
        error={fieldError(state, "text")}
      />
      <TextField name="file" type="file" accept="application/json,.json" label="Or a file" help={FILE_HELP} />
      <div>
        <SubmitButton busy="Beginning…">Begin a draft</SubmitButton>
      </div>
    </KeptForm>
  );
}

/** The text as a whole: kept as typed, whether it is a valid pack or not. */
export function WriteDraftForm(draft: { draftId: string; edition: number; text: string }) {
  const [state, action, sending] = useActionState(writeDraft, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-4" empties={false}>
      <FormMessage state={state} ok="Saved. What is still wrong stands over the editor." />
      <input type="hidden" name="draft_id" value={draft.draftId} />
      <input type="hidden" name="edition" value={draft.edition} />
      <TextArea
        key={draft.edition}
        name="text"
        label="The pack as JSON"
        rows={24}
        spellCheck={false}
        className="font-mono! text-[12.5px] leading-relaxed"
        defaultValue={typed(state, "text") ?? draft.text}
        error={fieldError(state, "text")}
      />
      <TextField
        // Once it was taken it is not to be taken again in the place of what is typed next.
        key={`file ${draft.edition}`}
        name="file"
        type="file"
        accept="application/json,.json"
        label="Or a file"
        help={FILE_HELP}
      />
      <div>
        <SubmitButton busy="Saving…">Save the draft</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function SimulateForm({ draftId, isAgain }: { draftId: string; isAgain: boolean }) {
  const [state, action, sending] = useActionState(simulate, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid justify-items-start gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="draft_id" value={draftId} />
      <SubmitButton look={isAgain ? "plain" : "primary"} busy="Reading every past application…">
        {isAgain ? "Try again" : "Try on every past application"}
      </SubmitButton>
    </KeptForm>
  );
}

export function WithdrawForm({ draftId }: { draftId: string }) {
  const [state, action, sending] = useActionState(withdraw, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid justify-items-start gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="draft_id" value={draftId} />
      <SubmitButton look="quiet" busy="Withdrawing…">
        Withdraw this draft
      </SubmitButton>
    </KeptForm>
  );
}

export function ReleaseForm(signed: { draftId: string; digest: string; version: string; means: Means }) {
  const { draftId, digest, version, means } = signed;
  return (
    <SignatureForm
      proposalId={draftId}
      digest={digest}
      means={means}
      reader="everyone who reads packs"
      label="Why you release it"
      sign={release}
    >
      <SubmitButton look="primary" busy="Releasing…">
        Release {version}
      </SubmitButton>
    </SignatureForm>
  );
}

export function MoveCaseForm({
  cases,
  to,
}: {
  cases: readonly { value: string; label: string }[];
  to: string;
}) {
  const [state, action, sending] = useActionState(moveCase, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} ok="Moved, screened again, and on record." />
      <SelectField
        name="application_id"
        label="Case"
        empty="Choose"
        choices={cases}
        defaultValue={typed(state, "application_id")}
        error={fieldError(state, "application_id")}
        required
      />
      <TextArea
        name="reason"
        label="Why it moves"
        help="At least 10 characters. Stands in the record of the case."
        rows={3}
        defaultValue={typed(state, "reason")}
        error={fieldError(state, "reason")}
        required
      />
      <div>
        <SubmitButton busy="Moving…">Move to {to}</SubmitButton>
      </div>
    </KeptForm>
  );
}
