"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { answer } from "./actions";

/** The tenant says what it has mended; the clock goes on until someone has looked. */
export function AnswerForm({ findingId }: { findingId: string }) {
  const [state, action, sending] = useActionState(answer, IDLE);
  const t = useTranslations("tenant.findings.answer");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-3">
      <FormMessage state={state} ok={t("done")} />
      <input type="hidden" name="finding_id" value={findingId} />
      <TextArea
        id={`mended-${findingId}`}
        name="mended"
        label={t("label")}
        help={t("help")}
        error={fieldError(state, "mended")}
        defaultValue={typed(state, "mended")}
        required
      />
      <div>
        <SubmitButton busy={t("busy")}>{t("button")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
