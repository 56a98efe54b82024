"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { claim, forget, verify } from "./actions";

export function ClaimDomainForm({ organisationId }: { organisationId: string }) {
  const [state, action, sending] = useActionState(claim, IDLE);
  const t = useTranslations("organisation.domains");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} ok={t("added")} />
      <input type="hidden" name="organisation_id" value={organisationId} />
      <TextField
        name="domain"
        label={t("domain")}
        help={t("help")}
        autoComplete="off"
        error={fieldError(state, "domain")}
        defaultValue={typed(state, "domain")}
        required
      />
      <div>
        <SubmitButton look="plain">{t("add")}</SubmitButton>
      </div>
    </KeptForm>
  );
}

type OfDomain = { organisationId: string; domainId: string; domain: string };

export function DomainForms({ organisationId, domainId, domain }: OfDomain) {
  const [checked, check, checking] = useActionState(verify, IDLE);
  const [removed, removeIt, removing] = useActionState(forget, IDLE);
  const t = useTranslations("organisation.domains");
  const fields = (
    <>
      <input type="hidden" name="organisation_id" value={organisationId} />
      <input type="hidden" name="domain_id" value={domainId} />
    </>
  );
  return (
    <div className="flex flex-wrap items-start gap-2">
      <KeptForm state={checked} action={check} sending={checking} className="grid gap-2">
        <FormMessage state={checked} />
        {fields}
        <SubmitButton look="plain" busy={t("asking")} aria-label={t("checkOf", { domain })}>
          {t("check")}
        </SubmitButton>
      </KeptForm>
      <KeptForm state={removed} action={removeIt} sending={removing} className="grid gap-2">
        <FormMessage state={removed} />
        {fields}
        <SubmitButton look="danger" busy={t("removing")} aria-label={t("takeOffOf", { domain })}>
          {t("takeOff")}
        </SubmitButton>
      </KeptForm>
    </div>
  );
}
