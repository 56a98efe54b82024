"use client";

import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { useTranslations } from "next-intl";
import { startTransition, useActionState, useRef, useState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { ConfirmationFields } from "../../_edge/confirmation-fields";
import { type FormState, fieldError, IDLE, typed } from "../../_edge/form-state";
import { passkeyFailure } from "../../_edge/passkey-failure";
import { addPasskey, dropPasskey, startPasskey } from "./actions";

/** Makes a passkey in the browser and enrols it. One that is there confirms it; before, the password or a code does. */
export function AddPasskeyForm({ hasTotp, hasPasskeys }: { hasTotp: boolean; hasPasskeys: boolean }) {
  const words = useTranslations("ui");
  const t = useTranslations("account.passkeys");
  const [state, action, sending] = useActionState<FormState, FormData>(addPasskey, IDLE);
  const [message, setMessage] = useState<string | null>(null);
  const busy = useRef(false);

  async function make(form: FormData) {
    // Two clicks are one passkey.
    if (busy.current) return;
    busy.current = true;
    setMessage(null);
    try {
      const asked = await startPasskey();
      if (asked.status !== "ok") {
        setMessage(asked.status === "refused" ? asked.message : null);
        return;
      }
      const { creation, confirmation } = asked.value;
      if (confirmation !== null)
        form.set("passkey", JSON.stringify(await startAuthentication({ optionsJSON: confirmation })));
      form.set("new_passkey", JSON.stringify(await startRegistration({ optionsJSON: creation })));
      startTransition(() => action(form));
    } catch (error) {
      setMessage(words(passkeyFailure(error)));
    } finally {
      busy.current = false;
    }
  }

  return (
    <KeptForm
      state={state}
      action={(form) => void make(form)}
      sending={sending}
      className="grid max-w-sm gap-4"
    >
      <FormMessage state={state} ok={t("enrolled")} />
      {message === null ? null : (
        <p role="alert" className="text-small font-medium text-bad">
          {message}
        </p>
      )}
      <TextField
        id="passkey-name"
        name="name"
        label={t("name")}
        help={t("nameHelp")}
        autoComplete="off"
        defaultValue={typed(state, "name")}
        error={fieldError(state, "name")}
        required
      />
      {hasPasskeys ? (
        <AddButton>{t("addAnother")}</AddButton>
      ) : (
        <ConfirmationFields state={state} means={{ hasTotp, hasPasskey: false }} digest={null} of="new">
          <AddButton>{t("add")}</AddButton>
        </ConfirmationFields>
      )}
      <noscript>
        <p className="text-small text-ink-2">{t("needsScript")}</p>
      </noscript>
    </KeptForm>
  );
}

function AddButton({ children }: { children: string }) {
  const t = useTranslations("account.passkeys");
  return (
    <div>
      <SubmitButton look="plain" busy={t("enrolling")}>
        {children}
      </SubmitButton>
    </div>
  );
}

export function RemovePasskeyForm({
  passkeyId,
  name,
  hasTotp,
  hasPasskey = true,
  digest,
}: {
  passkeyId: string;
  name: string;
  hasTotp: boolean;
  /** Whether one that serves is there, to confirm it with. */
  hasPasskey?: boolean;
  digest: string;
}) {
  const [state, action, sending] = useActionState<FormState, FormData>(dropPasskey, IDLE);
  const t = useTranslations("account.passkeys");
  return (
    <details className="text-small">
      <summary className="cursor-pointer py-1 text-ink-2">{t("remove", { name })}</summary>
      <KeptForm state={state} action={action} sending={sending} className="grid max-w-sm gap-3 pt-2">
        <FormMessage state={state} />
        <input type="hidden" name="passkey_id" value={passkeyId} />
        <ConfirmationFields
          state={state}
          means={{ hasTotp, hasPasskey }}
          digest={digest}
          passkeyLabel={t("removeConfirm")}
          of={passkeyId}
        >
          <div>
            <SubmitButton look="danger" busy={t("removing")}>
              {t("removeIt")}
            </SubmitButton>
          </div>
        </ConfirmationFields>
      </KeptForm>
    </details>
  );
}
