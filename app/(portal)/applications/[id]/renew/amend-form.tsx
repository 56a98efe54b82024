"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { IDLE } from "../../../../_edge/form-state";
import { amend } from "./actions";

/** Opens the new case that amends a living grant. */
export function AmendForm({ grantId }: { grantId: string }) {
  const t = useTranslations("renewal");
  const [state, action, sending] = useActionState(amend, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="grant_id" value={grantId} />
      <div>
        <SubmitButton busy={t("opening")}>{t("open")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
