"use client";

import { useActionState } from "react";
import { type ButtonLook, SubmitButton } from "#ui/button";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { amend, answer, applyAgain, dropAmended } from "./actions";

/** The answer to one question. */
export function AnswerForm({ questionId, documents }: { questionId: string; documents: number }) {
  const [state, action, sending] = useActionState(answer, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="question_id" value={questionId} />
      <TextArea
        name="text"
        id={`answer-${questionId}`}
        label="Your answer"
        help="The reviewers of the case read it. It goes into the record by a digest alone, and cannot be changed once it is sent."
        rows={5}
        maxLength={8_000}
        error={fieldError(state, "text")}
        defaultValue={typed(state, "text")}
        required
      />
      <div>
        <SubmitButton busy="Sending…">
          {documents === 0
            ? "Send the answer"
            : `Send the answer with ${documents === 1 ? "the document" : `${documents} documents`}`}
        </SubmitButton>
      </div>
    </KeptForm>
  );
}

/** Opens an amendment of a case that people have at hand. */
export function AmendForm({ applicationId }: { applicationId: string }) {
  return (
    <TurnForm verb={amend} applicationId={applicationId} button="Amend" busy="Opening…">
      Something has changed, or was not right? Write a new revision. Reviewers go on with this one until you
      submit it; then it is screened anew, and scores stay where nothing they rest on has changed.
    </TurnForm>
  );
}

export function DropAmendmentForm({ applicationId }: { applicationId: string }) {
  return (
    <TurnForm
      verb={dropAmended}
      applicationId={applicationId}
      button="Drop the amendment"
      busy="Dropping…"
      look="danger"
    >
      What was typed since is gone, and the draft is again what you submitted.
    </TurnForm>
  );
}

export function ApplyAgainForm({ applicationId }: { applicationId: string }) {
  return (
    <TurnForm verb={applyAgain} applicationId={applicationId} button="Apply again" busy="Opening…">
      A new application with the same answers, for you to revise. It is a case of its own; documents are filed
      with it anew.
    </TurnForm>
  );
}

function TurnForm({
  verb,
  applicationId,
  button,
  busy,
  look = "plain",
  children,
}: {
  verb: typeof amend;
  applicationId: string;
  button: string;
  busy: string;
  look?: ButtonLook;
  children: string | readonly string[];
}) {
  const [state, action, sending] = useActionState(verb, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-2">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <p className="text-small text-ink-2">{children}</p>
      <div>
        <SubmitButton look={look} busy={busy}>
          {button}
        </SubmitButton>
      </div>
    </KeptForm>
  );
}
