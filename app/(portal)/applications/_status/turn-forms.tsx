"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { type ButtonLook, SubmitButton } from "#ui/button";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { amend, answer, applyAgain, dropAmended } from "./actions";

/** The answer to one question. */
export function AnswerForm({ questionId, documents }: { questionId: string; documents: number }) {
  const t = useTranslations("status");
  const [state, action, sending] = useActionState(answer, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="question_id" value={questionId} />
      <TextArea
        name="text"
        id={`answer-${questionId}`}
        label={t("question.answer")}
        help={t("question.answerHelp")}
        rows={5}
        maxLength={8_000}
        error={fieldError(state, "text")}
        defaultValue={typed(state, "text")}
        required
      />
      <div>
        <SubmitButton busy={t("question.sending")}>{t("question.send", { count: documents })}</SubmitButton>
      </div>
    </KeptForm>
  );
}

/** Opens an amendment of a case that people have at hand. */
export function AmendForm({ applicationId }: { applicationId: string }) {
  const t = useTranslations("status");
  return (
    <TurnForm verb={amend} applicationId={applicationId} button={t("amend.button")} busy={t("do.opening")}>
      {t("amend.text")}
    </TurnForm>
  );
}

export function DropAmendmentForm({ applicationId }: { applicationId: string }) {
  const t = useTranslations("status");
  return (
    <TurnForm
      verb={dropAmended}
      applicationId={applicationId}
      button={t("drop.button")}
      busy={t("drop.busy")}
      look="danger"
    >
      {t("drop.text")}
    </TurnForm>
  );
}

export function ApplyAgainForm({ applicationId }: { applicationId: string }) {
  const t = useTranslations("status");
  return (
    <TurnForm
      verb={applyAgain}
      applicationId={applicationId}
      button={t("again.button")}
      busy={t("do.opening")}
    >
      {t("again.text")}
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
  children: string;
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
