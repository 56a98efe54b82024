"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { IDLE } from "../../../_edge/form-state";
import { replay } from "./actions";

/** Sends one message again, under its own id. */
export function ReplayForm({
  organisationId,
  endpointId,
  deliveryId,
  messageId,
}: {
  organisationId: string;
  endpointId: string;
  deliveryId: string;
  messageId: string;
}) {
  const [state, action, sending] = useActionState(replay, IDLE);
  const t = useTranslations("tenant.webhooks.replay");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-2">
      <FormMessage state={state} />
      <input type="hidden" name="organisation_id" value={organisationId} />
      <input type="hidden" name="endpoint_id" value={endpointId} />
      <input type="hidden" name="delivery_id" value={deliveryId} />
      <SubmitButton look="plain" busy={t("busy")} aria-label={t("label", { message: messageId })}>
        {t("button")}
      </SubmitButton>
    </KeptForm>
  );
}
