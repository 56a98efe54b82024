"use client";

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
 * @param of tells the fields of several such forms on one page apart
 * @param children the form's submit button
 */
export function ConfirmationFields({
  state,
  means: { hasTotp, hasPasskey },
  digest,
  passkeyLabel = "Confirm with a passkey",
  of,
  children,
}: {
  state: FormState;
  means: Means;
  digest: string | null;
  passkeyLabel?: string;
  of?: string;
  children: ReactNode;
}) {
  const idOf = (name: string) => (of === undefined ? name : `${name}-${of}`);
  return (
    <>
      {hasTotp ? (
        <TextField
          id={idOf("totp")}
          name="totp"
          label="Code of your authenticator"
          inputMode="numeric"
          autoComplete="one-time-code"
          error={fieldError(state, "totp")}
        />
      ) : null}
      {hasPasskey && digest !== null ? <PasskeyConfirm digest={digest} label={passkeyLabel} /> : null}
      {hasTotp || hasPasskey ? null : (
        <TextField
          id={idOf("password")}
          name="password"
          label="Your password"
          help={digest === null ? undefined : "Confirms that it is you, over this digest, for five minutes."}
          type="password"
          autoComplete="current-password"
          error={fieldError(state, "password")}
        />
      )}
      {hasPasskey && !hasTotp ? (
        <noscript>
          <p className="text-small text-ink-2">
            A passkey is asked by a script of this page. Without scripts, enrol an authenticator.
          </p>
        </noscript>
      ) : (
        children
      )}
    </>
  );
}
