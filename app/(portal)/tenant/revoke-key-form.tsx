"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { endKey } from "./actions";

/** Ending a key cannot be undone: the form opens first, and asks why. */
export function RevokeKeyForm({
  organisationId,
  keyId,
  name,
}: {
  organisationId: string;
  keyId: string;
  name: string;
}) {
  const [state, action, sending] = useActionState(endKey, IDLE);
  const t = useTranslations("tenant.revoke");
  return (
    <details open={state.status === "refused"}>
      <summary className="cursor-pointer text-small text-bad">{t("open")}</summary>
      <KeptForm state={state} action={action} sending={sending} className="grid w-56 gap-2 pt-2">
        <FormMessage state={state} />
        <input type="hidden" name="organisation_id" value={organisationId} />
        <input type="hidden" name="key_id" value={keyId} />
        <TextField
          id={`reason-${keyId}`}
          name="reason"
          label={t("why", { name })}
          error={fieldError(state, "reason")}
          defaultValue={typed(state, "reason")}
        />
        <p className="text-tiny text-ink-2">{t("warning")}</p>
        <div>
          <SubmitButton look="danger" busy={t("busy")}>
            {t("button")}
          </SubmitButton>
        </div>
      </KeptForm>
    </details>
  );
}
