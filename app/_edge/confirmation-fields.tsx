"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TextField } from "#ui/field";
import { type FormState, fieldError } from "./form-state";
import { PasskeyConfirm } from "./passkey-confirm";

/** What a person has enrolled, of which `confirmPerson` asks for one and then takes no password alone. */
export type Means = { hasTotp: boolean; hasPasskey: boolean };

/**
 * The fields by which a person says once more who they are, over a digest, and the button that sends the form; with a
 * passkey and nothing else the passkey's own button is the one. A form has one of these.
 *
 * @param digest of what the page shows; `null` where nothing is signed for, and then no passkey is asked
 * @param signs the form is a signature: a passkey's answer to the digest is kept with it
 * @param of tells the fields of several such forms on one page apart
 * @param children the form's submit button
 */
export function ConfirmationFields({
  state,
  means: { hasTotp, hasPasskey },
  digest,
  passkeyLabel,
  signs = false,
  of,
  children,
}: {
  state: FormState;
  means: Means;
  digest: string | null;
  passkeyLabel?: string;
  signs?: boolean;
  of?: string;
  children: ReactNode;
}) {
  const t = useTranslations("ui.confirm");
  const idOf = (name: string) => (of === undefined ? name : `${name}-${of}`);
  return (
    <>
      {hasTotp ? (
        <TextField
          id={idOf("totp")}
          name="totp"
          label={t("totp")}
          inputMode="numeric"
          autoComplete="one-time-code"
          error={fieldError(state, "totp")}
        />
      ) : null}
      {hasPasskey && digest !== null ? (
        <PasskeyConfirm
          digest={digest}
          label={passkeyLabel ?? t(signs ? "passkeySigns" : "passkey")}
          signs={signs}
        />
      ) : null}
      {hasTotp || hasPasskey ? null : (
        <TextField
          id={idOf("password")}
          name="password"
          label={t("password")}
          help={digest === null ? undefined : t("overDigest")}
          type="password"
          autoComplete="current-password"
          error={fieldError(state, "password")}
        />
      )}
      {hasPasskey && !hasTotp ? (
        <noscript>
          <p className="text-small text-ink-2">{t("needsScript")}</p>
        </noscript>
      ) : (
        children
      )}
    </>
  );
}
