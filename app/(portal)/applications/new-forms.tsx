"use client";

import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import { SubmitButton } from "#ui/button";
import { SelectField, TextArea, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { importFile, openApplication } from "./actions";

type Organisations = readonly { value: string; label: string }[];

/** Opens an empty draft. */
export function NewApplicationForm({ organisations }: { organisations: Organisations }) {
  const [state, action, sending] = useActionState(openApplication, IDLE);
  const t = useTranslations("apply.new");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid content-start gap-4">
      <FormMessage state={state} />
      <TextField
        name="title"
        label={t("name")}
        help={t("nameHelp")}
        maxLength={120}
        error={fieldError(state, "title")}
        defaultValue={typed(state, "title")}
      />
      <OrganisationChoice organisations={organisations} />
      <div>
        <SubmitButton busy={t("opening")}>{t("start")}</SubmitButton>
      </div>
    </KeptForm>
  );
}

/** Opens a draft from an application as JSON. */
export function ImportForm({ organisations, bytesMax }: { organisations: Organisations; bytesMax: number }) {
  const [tooLarge, setTooLarge] = useState(false);
  const [state, action, sending] = useActionState(importFile, IDLE);
  const t = useTranslations("apply.new");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid content-start gap-4">
      <FormMessage state={state} />
      <TextField
        name="file"
        type="file"
        accept="application/json,.json"
        label={t("file")}
        help={t("fileHelp")}
        error={tooLarge ? "The file is larger than an application can be: 900 kB" : undefined}
        onChange={(event) => {
          const size = event.target.files?.[0]?.size ?? 0;
          setTooLarge(size > bytesMax);
          // What is not there cannot be sent: a server refuses a body of that size without reading it.
          if (size > bytesMax) event.target.value = "";
        }}
      />
      <details open={typed(state, "json") !== undefined}>
        <summary className="cursor-pointer text-small font-medium text-accent">{t("paste")}</summary>
        <div className="mt-3">
          <TextArea
            name="json"
            label={t("json")}
            rows={8}
            spellCheck={false}
            className="font-mono text-small"
            error={fieldError(state, "json")}
            defaultValue={typed(state, "json")}
          />
        </div>
      </details>
      <OrganisationChoice organisations={organisations} />
      <div>
        <SubmitButton look="plain" busy={t("reading")}>
          {t("import")}
        </SubmitButton>
      </div>
    </KeptForm>
  );
}

/** Asked only of people who belong to several organisations. */
function OrganisationChoice({ organisations }: { organisations: Organisations }) {
  const t = useTranslations("apply.new");
  if (organisations.length < 2) return null;
  return (
    <SelectField
      name="organisation_id"
      label={t("organisation")}
      choices={organisations}
      empty={t("choose")}
    />
  );
}
