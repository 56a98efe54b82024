"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { ask } from "./actions";

export function AskForm() {
  const t = useTranslations("auth");
  const [state, action, sending] = useActionState(ask, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-4">
      <FormMessage state={state} ok={t("recover.onItsWay")} />
      <TextField
        name="email"
        label={t("email")}
        type="email"
        autoComplete="username"
        error={fieldError(state, "email")}
        defaultValue={typed(state, "email")}
        required
      />
      <div>
        <SubmitButton>{t("recover.send")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
