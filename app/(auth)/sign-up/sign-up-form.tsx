"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { signUpOrganisation } from "./actions";

export function SignUpForm() {
  const t = useTranslations("auth");
  const [state, action, sending] = useActionState(signUpOrganisation, IDLE);
  const field = (name: string) => ({
    name,
    error: fieldError(state, name),
    defaultValue: typed(state, name),
  });
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-5">
      <FormMessage state={state} />
      <TextField
        {...field("organisation_name")}
        label={t("signUp.organisation")}
        autoComplete="organization"
        required
      />
      <TextField
        {...field("country")}
        label={t("signUp.country")}
        help={t("signUp.countryHelp")}
        maxLength={2}
        autoComplete="country"
        required
      />
      <TextField {...field("name")} label={t("signUp.person")} autoComplete="name" required />
      <TextField {...field("email")} label={t("email")} type="email" autoComplete="email" required />
      <TextField
        {...field("password")}
        label={t("password")}
        help={t("passwordHelp")}
        type="password"
        autoComplete="new-password"
        required
      />
      <div>
        <SubmitButton>{t("signUp.make")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
