"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import type { AppealGround } from "#lib/reviews/appeal-words";
import { SubmitButton } from "#ui/button";
import { CheckboxGroup } from "#ui/choice-field";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed, typedList } from "../../../../_edge/form-state";
import { appeal } from "./actions";

/** Grounds and a statement: what an appeal is made of. */
export function AppealForm({
  applicationId,
  grounds,
}: {
  applicationId: string;
  grounds: readonly AppealGround[];
}) {
  const t = useTranslations("appeal");
  const [state, action, sending] = useActionState(appeal, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-5">
      <FormMessage state={state} />
      <input type="hidden" name="application_id" value={applicationId} />
      <CheckboxGroup
        name="grounds"
        label={t("grounds")}
        required
        values={typedList(state, "grounds") ?? (grounds.length === 1 ? grounds : [])}
        choices={grounds.map((ground) => ({
          value: ground,
          label: t(`ground.${ground}.label`),
          help: t(`ground.${ground}.help`),
        }))}
        error={fieldError(state, "grounds")}
      />
      <TextArea
        name="statement"
        label={t("statement")}
        help={t("statementHelp")}
        rows={9}
        maxLength={8_000}
        defaultValue={typed(state, "statement")}
        error={fieldError(state, "statement")}
        required
      />
      <div>
        <SubmitButton busy={t("sending")}>{t("send")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
