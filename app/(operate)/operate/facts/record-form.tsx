"use client";

import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { Digest } from "#ui/digest";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { Section } from "#ui/page";
import { ConfirmationFields, type Means } from "../../../_edge/confirmation-fields";
import { type FormState, IDLE } from "../../../_edge/form-state";
import { BeginFields, EndFields, type Kind } from "./draft-fields";
import { type FactReading, FactText } from "./fact-text";
import { fieldIn, type Prepared, preparedIn } from "./prepared";
import { record } from "./record-action";

/**
 * Puts on record that a fact begins, or that one ends: first typed and checked, then read once more and signed.
 *
 * @param ends the record that it ends, in the form of an end
 * @param place to begin with
 */
export function RecordForm({
  kind,
  ends,
  place = "",
  means,
}: {
  kind: Kind;
  ends?: string;
  place?: string;
  means: Means;
}) {
  const [state, action, sending] = useActionState<FormState<Prepared>, FormData>(record, IDLE);
  const prepared = preparedIn(state);
  const draft = (
    <KeptForm
      state={state}
      action={action}
      sending={sending}
      className="grid max-w-2xl gap-5"
      empties={false}
    >
      {prepared === null ? <FormMessage state={state} /> : null}
      <input type="hidden" name="fact" value={kind.fact} />
      {ends === undefined ? null : <input type="hidden" name="ends" value={ends} />}
      {ends === undefined ? (
        <BeginFields kind={kind} place={place} state={state} />
      ) : (
        <EndFields state={state} />
      )}
      <div>
        <SubmitButton look={prepared === null ? "primary" : "plain"} busy="Checking…">
          {prepared === null ? "Read it once more before signing" : "Check it again"}
        </SubmitButton>
      </div>
    </KeptForm>
  );
  if (prepared === null) return draft;
  return (
    <div className="grid gap-8">
      <SignStep state={state} prepared={prepared} means={means} kind={kind} ends={ends !== undefined}>
        {(children) => (
          <KeptForm
            state={state}
            action={action}
            sending={sending}
            className="grid max-w-2xl gap-4"
            empties={false}
          >
            {children}
          </KeptForm>
        )}
      </SignStep>
      <details>
        <summary className="cursor-pointer text-accent">Change something</summary>
        <div className="pt-4">{draft}</div>
      </details>
    </div>
  );
}

/** The text as it will stand, its digest, and the confirmation over it. */
function SignStep({
  state,
  prepared: { factId, digest, typed },
  means,
  kind,
  ends,
  children: form,
}: {
  state: FormState<Prepared>;
  prepared: Prepared;
  means: Means;
  kind: Kind;
  ends: boolean;
  children: (fields: ReactNode) => ReactNode;
}) {
  return (
    <Section
      title="You sign exactly this"
      lead="Nothing is on record yet. Once it is, no word of it changes, and it counts when another person has confirmed it."
    >
      <FactText said={readingOf(state, kind, ends)} />
      <p className="text-small text-ink-2">
        Record <span className="font-mono">{factId}</span>
      </p>
      <Digest label="sha256" value={digest} />
      {form(
        <>
          {state.status === "refused" ? <FormMessage state={state} /> : null}
          {Object.entries(typed).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={String(value)} />
          ))}
          <input type="hidden" name="fact_id" value={factId} />
          <input type="hidden" name="digest" value={digest} />
          <ConfirmationFields
            state={state}
            means={means}
            digest={digest}
            passkeyLabel="Confirm with a passkey and record it"
            signs
          >
            <div>
              <SubmitButton busy="Recording…">Sign and record it</SubmitButton>
            </div>
          </ConfirmationFields>
        </>,
      )}
    </Section>
  );
}

function readingOf(state: FormState<Prepared>, { title, checklist }: Kind, ends: boolean): FactReading {
  const field = (name: string) => fieldIn(state, name);
  return {
    title,
    ends,
    place: field("place"),
    from: field("in_force_from"),
    to: field("in_force_to"),
    statement: field("statement"),
    checklist: ends
      ? []
      : checklist.map(({ id, says }) => ({
          id,
          says,
          isMet: field(`checklist.${id}`) === "yes",
          reason: field(`reasons.${id}`),
        })),
    source: field("source"),
    sourceUrl: field("source_url"),
    sourceDate: field("source_date"),
  };
}
