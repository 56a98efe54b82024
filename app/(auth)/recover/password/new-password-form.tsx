"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage, Notice } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE } from "../../../_edge/form-state";
import { LinkCodeField } from "../../link-code-field";
import { setNewPassword } from "../actions";

export function NewPasswordForm() {
  const t = useTranslations("auth");
  const [state, action, sending] = useActionState(setNewPassword, IDLE);
  if (state.status === "ok") {
    return (
      <Notice tone="good" title={t("recover.isSet")}>
        {t.rich("recover.ended", { link: (chunks) => <Link href="/sign-in">{chunks}</Link> })}
      </Notice>
    );
  }
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} />
      <LinkCodeField error={fieldError(state, "code")} />
      <TextField
        name="new_password"
        label={t("newPassword")}
        help={t("passwordHelp")}
        type="password"
        autoComplete="new-password"
        error={fieldError(state, "new_password")}
        required
      />
      <div>
        <SubmitButton>{t("recover.set")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
