"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { claim, forget, verify } from "./actions";

export function ClaimDomainForm({ organisationId }: { organisationId: string }) {
  const [state, action, sending] = useActionState(claim, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} ok="Now put the record that is shown above into its DNS, then check it." />
      <input type="hidden" name="organisation_id" value={organisationId} />
      <TextField
        name="domain"
        label="Domain"
        help="Such as company.example: the part after the @ of your work e-mail."
        autoComplete="off"
        error={fieldError(state, "domain")}
        defaultValue={typed(state, "domain")}
        required
      />
      <div>
        <SubmitButton look="plain">Add the domain</SubmitButton>
      </div>
    </KeptForm>
  );
}

type OfDomain = { organisationId: string; domainId: string; domain: string };

export function DomainForms({ organisationId, domainId, domain }: OfDomain) {
  const [checked, check, checking] = useActionState(verify, IDLE);
  const [removed, removeIt, removing] = useActionState(forget, IDLE);
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
        <SubmitButton look="plain" busy="Asking the DNS…" aria-label={`Check the record of ${domain}`}>
          Check the record
        </SubmitButton>
      </KeptForm>
      <KeptForm state={removed} action={removeIt} sending={removing} className="grid gap-2">
        <FormMessage state={removed} />
        {fields}
        <SubmitButton look="danger" busy="Removing…" aria-label={`Take ${domain} off the list`}>
          Take it off
        </SubmitButton>
      </KeptForm>
    </div>
  );
}
