"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../../_edge/form-state";
import { revise, withdraw } from "../[id]/actions";

/** Opens a refused or blocked case for its next revision. */
export function ReviseForm({ applicationId }: { applicationId: string }) {
  const t = useTranslations("status");
  const [state, action, sending] = useActionState(revise, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-2">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <p className="text-small text-ink-2">{t("revise.text")}</p>
      <div>
        <SubmitButton busy={t("do.opening")}>{t("revise.button")}</SubmitButton>
      </div>
    </KeptForm>
  );
}

/** Takes a case back, behind a fold, so that nobody does it by a slip. */
export function WithdrawForm({ applicationId }: { applicationId: string }) {
  const t = useTranslations("status");
  const [state, action, sending] = useActionState(withdraw, IDLE);
  return (
    <details open={state.status === "refused"}>
      <summary className="cursor-pointer text-small font-medium text-bad">{t("withdraw.title")}</summary>
      <KeptForm state={state} action={action} sending={sending} className="mt-3 grid gap-3">
        <FormMessage state={state} />
        <input type="hidden" name="application_id" value={applicationId} />
        <TextArea
          name="note"
          label={t("withdraw.note")}
          help={t("withdraw.help")}
          rows={3}
          maxLength={2_000}
          error={fieldError(state, "note")}
          defaultValue={typed(state, "note")}
        />
        <div>
          <SubmitButton look="danger" busy={t("withdraw.busy")}>
            {t("withdraw.button")}
          </SubmitButton>
        </div>
      </KeptForm>
    </details>
  );
}
