"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { signIn } from "./actions";

export function PasswordForm({ next }: { next: string }) {
  const t = useTranslations("auth");
  const words = useTranslations("ui");
  const [state, action, sending] = useActionState(signIn, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <TextField
        name="email"
        label={t("email")}
        type="email"
        autoComplete="username"
        error={fieldError(state, "email")}
        defaultValue={typed(state, "email")}
        required
      />
      <TextField
        name="password"
        label={t("password")}
        type="password"
        autoComplete="current-password"
        error={fieldError(state, "password")}
        required
      />
      {fieldError(state, "totp") ? (
        <TextField
          name="totp"
          label={words("confirm.totp")}
          help={t("totpLost")}
          autoComplete="one-time-code"
          error={fieldError(state, "totp")}
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton busy={t("signingIn")}>{t("signIn")}</SubmitButton>
        <Link href="/sign-up">{t("newHere")}</Link>
        <Link href="/recover">{t("forgot")}</Link>
      </div>
    </KeptForm>
  );
}
