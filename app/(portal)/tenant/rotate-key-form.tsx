"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { SelectField, TextField } from "#ui/field";
import { FormMessage, Notice } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { Moment } from "#ui/moment";
import { type FormState, fieldError, IDLE, typed } from "../../_edge/form-state";
import { type NewSecret, renewKey } from "./actions";

const OVERLAPS = ["0", "3600", "86400", "604800", "2592000"] as const;

/** A new secret for a key, with an overlap in which the old one works too; shown once. */
export function RotateKeyForm({
  organisationId,
  keyId,
  name,
}: {
  organisationId: string;
  keyId: string;
  name: string;
}) {
  const [state, action, sending] = useActionState<FormState<NewSecret>, FormData>(renewKey, IDLE);
  const t = useTranslations("tenant.rotate");
  return (
    <details open={state.status !== "idle"}>
      <summary className="cursor-pointer text-small text-accent">{t("open")}</summary>
      {state.status === "ok" ? (
        <section aria-label={t("made")} className="w-64 pt-2">
          <Notice tone="good" title={t("copy", { name })}>
            <code data-new-secret className="font-mono break-all">
              {state.value.key}
            </code>
            <p>{t.rich("old", { when: () => <Moment at={state.value.oldSecretEndsAt} /> })}</p>
          </Notice>
        </section>
      ) : null}
      <KeptForm state={state} action={action} sending={sending} className="grid w-64 gap-3 pt-2">
        <FormMessage state={state} />
        <p className="text-tiny text-ink-2">{t("lead", { name })}</p>
        <input type="hidden" name="organisation_id" value={organisationId} />
        <input type="hidden" name="key_id" value={keyId} />
        <SelectField
          id={`overlap-${keyId}`}
          name="overlap_seconds"
          label={t("overlap")}
          error={fieldError(state, "overlap_seconds")}
          choices={OVERLAPS.map((value) => ({ value, label: t(`overlaps.${value}`) }))}
          defaultValue={typed(state, "overlap_seconds") ?? "86400"}
        />
        <TextField
          id={`days-${keyId}`}
          name="days"
          label={t("days")}
          inputMode="numeric"
          className="max-w-28"
          error={fieldError(state, "days")}
          defaultValue={typed(state, "days") ?? "90"}
        />
        <div>
          <SubmitButton busy={t("busy")}>{t("button")}</SubmitButton>
        </div>
      </KeptForm>
    </details>
  );
}
