"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE } from "../../_edge/form-state";
import { LinkCodeField } from "../link-code-field";
import { confirm, sendAgain } from "./actions";

export function ConfirmForm() {
  const t = useTranslations("auth");
  const [state, action, sending] = useActionState(confirm, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} ok={t("confirm.done")} />
      <LinkCodeField error={fieldError(state, "code")} />
      <div>
        <SubmitButton busy={t("confirm.confirming")}>{t("confirm.confirm")}</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function SendAgainForm() {
  const t = useTranslations("auth");
  const [state, action, sending] = useActionState(sendAgain, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} ok={t("confirm.onItsWay")} />
      <div>
        <SubmitButton look="plain">{t("confirm.again")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
