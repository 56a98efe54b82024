"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE } from "../../_edge/form-state";
import { endOtherSessions, endSession, setPassword, setTotp } from "./actions";

export function EndSessionForm({ sessionId }: { sessionId: string }) {
  const [state, action, sending] = useActionState(endSession, IDLE);
  const t = useTranslations("account.sessions");
  return (
    <KeptForm state={state} action={action} sending={sending}>
      <FormMessage state={state} />
      <input type="hidden" name="session_id" value={sessionId} />
      <SubmitButton look="danger" busy={t("ending")}>
        {t("end")}
      </SubmitButton>
    </KeptForm>
  );
}

export function EndOtherSessionsForm() {
  const [state, action, sending] = useActionState(endOtherSessions, IDLE);
  const t = useTranslations("account.sessions");
  return (
    <KeptForm state={state} action={action} sending={sending}>
      <FormMessage state={state} />
      <SubmitButton look="danger" busy={t("ending")}>
        {t("endOthers")}
      </SubmitButton>
    </KeptForm>
  );
}

export function PasswordForm() {
  const [state, action, sending] = useActionState(setPassword, IDLE);
  const t = useTranslations("account.password");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-4">
      <FormMessage state={state} ok={t("changed")} />
      <TextField
        name="current_password"
        label={t("current")}
        type="password"
        autoComplete="current-password"
        error={fieldError(state, "current_password")}
      />
      <TextField
        name="new_password"
        label={t("new")}
        help={t("help")}
        type="password"
        autoComplete="new-password"
        error={fieldError(state, "new_password")}
      />
      <div>
        <SubmitButton look="plain">{t("change")}</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function TotpForm({ enrolled, secret, link }: { enrolled: boolean; secret: string; link: string }) {
  const [state, action, sending] = useActionState(setTotp, IDLE);
  const t = useTranslations("account.authenticator");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-4">
      <FormMessage state={state} ok={t("enrolled")} />
      <p className="text-small text-ink-2">
        {t(enrolled ? "replaces" : "none")} {t.rich("how", { link: (words) => <a href={link}>{words}</a> })}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="font-mono text-small break-all">{secret}</code>
        <CopyButton text={secret} />
      </div>
      <TextField
        name="code"
        label={t("code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={fieldError(state, "code")}
      />
      {enrolled ? (
        <TextField
          name="current_code"
          label={t("currentCode")}
          autoComplete="off"
          error={fieldError(state, "current_code")}
        />
      ) : null}
      <TextField
        name="password"
        label={t("password")}
        type="password"
        autoComplete="current-password"
        error={fieldError(state, "password")}
      />
      <div>
        <SubmitButton look="plain">{t("enrol")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
