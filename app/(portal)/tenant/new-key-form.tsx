"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { CheckboxGroup } from "#ui/choice-field";
import { CodeBlock } from "#ui/digest";
import { SelectField, TextArea, TextField } from "#ui/field";
import { FormMessage, Notice } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { type FormState, fieldError, IDLE, typed, typedList } from "../../_edge/form-state";
import { makeKey, type NewKey } from "./actions";
import { firstCalls } from "./first-calls";

type LiveGrant = { id: string; label: string; operations: readonly string[] };

export function NewKeyForm({
  organisationId,
  gatewayUrl,
  grants,
}: {
  organisationId: string;
  gatewayUrl: string;
  grants: readonly LiveGrant[];
}) {
  const [state, action, sending] = useActionState<FormState<NewKey>, FormData>(makeKey, IDLE);
  const t = useTranslations("tenant");
  const operations = [...new Set(grants.flatMap((grant) => grant.operations))];
  return (
    <div className="grid gap-6">
      {state.status === "ok" ? (
        <ShownOnce secret={state.value.key} name={state.value.name} gatewayUrl={gatewayUrl} />
      ) : null}
      <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-5">
        <FormMessage state={state} />
        <input type="hidden" name="organisation_id" value={organisationId} />
        <SelectField
          name="grant_id"
          label={t("new.grant")}
          choices={grants.map(({ id, label }) => ({ value: id, label }))}
          defaultValue={typed(state, "grant_id")}
        />
        <TextField
          name="name"
          label={t("keys.name")}
          help={t("new.nameHelp")}
          error={fieldError(state, "name")}
          defaultValue={typed(state, "name")}
          required
        />
        <CheckboxGroup
          name="scopes"
          label={t("keys.mayDo")}
          help={t("new.scopesHelp")}
          error={fieldError(state, "scopes")}
          choices={operations.map((operation) => ({ value: operation, label: operation }))}
          values={typedList(state, "scopes") ?? operations}
        />
        <TextArea
          name="cidrs"
          label={t("new.cidrs")}
          help={t("new.cidrsHelp")}
          rows={2}
          className="font-mono"
          error={fieldError(state, "cidrs")}
          defaultValue={typed(state, "cidrs")}
        />
        <TextField
          name="days"
          label={t("new.days")}
          help={t("new.daysHelp")}
          inputMode="numeric"
          className="max-w-28"
          error={fieldError(state, "days")}
          defaultValue={typed(state, "days") ?? "90"}
        />
        <div>
          <SubmitButton busy={t("new.busy")}>{t("new.button")}</SubmitButton>
        </div>
      </KeptForm>
    </div>
  );
}

function ShownOnce({ secret, name, gatewayUrl }: { secret: string; name: string; gatewayUrl: string }) {
  const t = useTranslations("tenant.new");
  return (
    <section aria-label={t("made")} className="grid gap-4">
      <Notice tone="good" title={t("copy", { name })}>
        <code data-new-key className="font-mono break-all">
          {secret}
        </code>
      </Notice>
      {firstCalls(gatewayUrl, secret).map(({ label, code }) => (
        <CodeBlock key={label} label={label} code={code} />
      ))}
    </section>
  );
}
