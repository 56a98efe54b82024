"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { type FormState, fieldError, IDLE } from "../../_edge/form-state";
import { renewRecoveryCodes } from "./actions";

/** Makes ten codes and shows them this once. */
export function RecoveryCodesForm({ left }: { left: number }) {
  const [state, action, sending] = useActionState<FormState<readonly string[]>, FormData>(
    renewRecoveryCodes,
    IDLE,
  );
  const t = useTranslations("account.recovery");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-4">
      <FormMessage state={state} ok={t("shownOnce")} />
      {state.status === "ok" ? <Codes codes={state.value} /> : null}
      <p className="text-small text-ink-2">{t("left", { left })}</p>
      <TextField
        id="recovery-totp"
        name="totp"
        label={t("totp")}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={fieldError(state, "totp")}
      />
      <div>
        <SubmitButton look="plain">{t("make")}</SubmitButton>
      </div>
    </KeptForm>
  );
}

function Codes({ codes }: { codes: readonly string[] }) {
  const t = useTranslations("account.recovery");
  return (
    <div className="grid gap-2">
      <ul className="grid grid-cols-2 gap-x-4 gap-y-1 font-mono text-small" aria-label={t("list")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div>
        <CopyButton text={codes.join("\n")} />
      </div>
    </div>
  );
}
