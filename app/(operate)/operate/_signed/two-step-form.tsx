"use client";

import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { Digest } from "#ui/digest";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { Section } from "#ui/page";
import { ConfirmationFields, type Means } from "../../../_edge/confirmation-fields";
import { type FormState, IDLE } from "../../../_edge/form-state";
import { type Prepared, preparedIn } from "./prepared";

/**
 * Something that is first typed and checked, then read once more and signed: a passkey signs the digest, and so has to
 * know it. Without a digest the action checks and gives one back, with it it signs.
 *
 * @param fields what is typed
 * @param reading the same as it will stand
 * @param idField the field of the id, such as `fact_id`; `idLabel` is what people call it
 */
export function TwoStepForm({
  act,
  means,
  fields,
  reading,
  idField,
  idLabel,
  lead,
  passkeyLabel,
  button,
  busy,
}: {
  act: (before: FormState<Prepared>, form: FormData) => Promise<FormState<Prepared>>;
  means: Means;
  fields: (state: FormState<Prepared>) => ReactNode;
  reading: (state: FormState<Prepared>) => ReactNode;
  idField: string;
  idLabel: string;
  lead: string;
  passkeyLabel: string;
  button: string;
  busy: string;
}) {
  const [state, action, sending] = useActionState<FormState<Prepared>, FormData>(act, IDLE);
  const prepared = preparedIn(state, idField);
  const frame = { state, action, sending, empties: false } as const;
  const draft = (
    <KeptForm {...frame} className="grid max-w-2xl gap-5">
      {prepared === null ? <FormMessage state={state} /> : null}
      {fields(state)}
      <div>
        <SubmitButton look={prepared === null ? "primary" : "plain"} busy="Checking…">
          {prepared === null ? "Read it once more before signing" : "Check it again"}
        </SubmitButton>
      </div>
    </KeptForm>
  );
  if (prepared === null) return draft;
  const { id, digest } = prepared;
  return (
    <div className="grid gap-8">
      <Section title="You sign exactly this" lead={lead}>
        {reading(state)}
        <p className="text-small text-ink-2">
          {idLabel} <span className="font-mono">{id}</span>
        </p>
        <Digest label="sha256" value={digest} />
        <KeptForm {...frame} className="grid max-w-2xl gap-4">
          {state.status === "refused" ? <FormMessage state={state} /> : null}
          <HiddenFields prepared={prepared} idField={idField} />
          <ConfirmationFields state={state} means={means} digest={digest} passkeyLabel={passkeyLabel} signs>
            <div>
              <SubmitButton busy={busy}>{button}</SubmitButton>
            </div>
          </ConfirmationFields>
        </KeptForm>
      </Section>
      <details>
        <summary className="cursor-pointer text-accent">Change something</summary>
        <div className="pt-4">{draft}</div>
      </details>
    </div>
  );
}

function HiddenFields({ prepared: { id, digest, typed }, idField }: { prepared: Prepared; idField: string }) {
  const all = Object.entries(typed).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  );
  return (
    <>
      {all.map(({ name, value }) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name={idField} value={id} />
      <input type="hidden" name="digest" value={digest} />
    </>
  );
}
