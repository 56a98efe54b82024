"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useActionState } from "react";
import type { ErasureReceipt } from "#lib/own-data/erase-account";
import { SubmitButton } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { Said } from "#ui/said";
import { ConfirmationFields, type Means } from "./confirmation-fields";
import { ReceiptOfErasure } from "./erasure-receipt";
import { type FormState, fieldError, IDLE } from "./form-state";

/**
 * Asks for a tick and for who one is, over the digest of what is to be erased, and shows the receipt in its place.
 *
 * @param children hidden fields that say what
 */
export function EraseForm({
  erase,
  means,
  digest,
  label,
  children,
}: {
  erase: (before: FormState<ErasureReceipt>, form: FormData) => Promise<FormState<ErasureReceipt>>;
  means: Means;
  digest: string;
  label: string;
  children?: ReactNode;
}) {
  const [state, action, sending] = useActionState<FormState<ErasureReceipt>, FormData>(erase, IDLE);
  const t = useTranslations("ui.erase");
  if (state.status === "ok") return <ReceiptOfErasure {...state.value} />;
  const error = fieldError(state, "understood");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} />
      {children}
      <label className="flex items-start gap-2">
        <input id="understood" type="checkbox" name="understood" value="yes" required className="mt-1" />
        <span>
          {t("understood")}
          {error === undefined ? null : (
            <span className="block text-small text-bad">
              <Said>{error}</Said>
            </span>
          )}
        </span>
      </label>
      <ConfirmationFields state={state} means={means} digest={digest} passkeyLabel={t("passkey")}>
        <div>
          <SubmitButton look="danger" busy={t("erasing")}>
            {label}
          </SubmitButton>
        </div>
      </ConfirmationFields>
    </KeptForm>
  );
}
