"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { FILED_AS } from "#lib/concerns/concern";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { TextArea, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { sendConcern } from "./actions";

/** What happened, where, when, by whom as far as known. The organisation is free text: nothing is suggested. */
export function ConcernForm() {
  const t = useTranslations("concern");
  const [state, action, sending] = useActionState(sendConcern, IDLE);
  const field = (name: string) => ({
    name,
    error: fieldError(state, name),
    defaultValue: typed(state, name),
    dir: "auto" as const,
  });
  const trapError = fieldError(state, "website");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-6">
      <FormMessage state={state} />
      <RadioGroup
        name="filed_as"
        label={t("who")}
        choices={FILED_AS.map((value) => ({ value, label: t(`filedAs.${value}`) }))}
        value={typed(state, "filed_as")}
        error={fieldError(state, "filed_as")}
        required
      />
      <TextArea {...field("happened")} label={t("happened")} help={t("happenedHelp")} rows={8} required />
      <TextField {...field("place")} label={t("place")} help={t("placeHelp")} required />
      <TextField {...field("happened_on")} label={t("when")} help={t("whenHelp")} required />
      <TextField {...field("organisation")} label={t("organisation")} help={t("organisationHelp")} />
      <TextArea {...field("evidence")} label={t("evidence")} help={t("evidenceHelp")} rows={4} />
      <TextField {...field("contact")} label={t("contact")} help={t("contactHelp")} autoComplete="email" />
      <div className={trapError === undefined ? "sr-only" : undefined} aria-hidden={trapError === undefined}>
        <TextField
          name="website"
          error={trapError}
          label={t("trap")}
          tabIndex={trapError === undefined ? -1 : undefined}
          autoComplete="off"
          defaultValue={typed(state, "website")}
        />
      </div>
      <div>
        <SubmitButton>{t("send")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
