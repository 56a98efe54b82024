"use client";

import type { Means } from "../../../_edge/confirmation-fields";
import type { FormState } from "../../../_edge/form-state";
import { fieldIn, type Prepared } from "../_signed/prepared";
import { TwoStepForm } from "../_signed/two-step-form";
import { BeginFields, EndFields, type Kind } from "./draft-fields";
import { type FactReading, FactText } from "./fact-text";
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
  const isEnd = ends !== undefined;
  return (
    <TwoStepForm
      act={record}
      means={means}
      idField="fact_id"
      idLabel="Record"
      lead="Nothing is on record yet. Once it is, no word of it changes, and it counts when another person has confirmed it."
      passkeyLabel="Confirm with a passkey and record it"
      button="Sign and record it"
      busy="Recording…"
      fields={(state) => (
        <>
          <input type="hidden" name="fact" value={kind.fact} />
          {isEnd ? <input type="hidden" name="ends" value={ends} /> : null}
          {isEnd ? <EndFields state={state} /> : <BeginFields kind={kind} place={place} state={state} />}
        </>
      )}
      reading={(state) => <FactText said={readingOf(state, kind, isEnd)} />}
    />
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
