"use client";

import { useRouter } from "next/navigation";
import { useActionState, useCallback, useRef, useState } from "react";
import type { Option, Step } from "#lib/applications/form/field";
import type { Entries } from "#lib/applications/form/read-section";
import { Button, ButtonLink } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { IDLE } from "../../../_edge/form-state";
import { classes } from "../../../_ui/classes";
import { saveStep } from "../[id]/actions";
import { differences, entriesOf, entriesOfValues, notAsked } from "./answer";
import { Conflict } from "./conflict";
import { KeptHere } from "./kept-here";
import type { Saved } from "./put-draft";
import { SaveStatus } from "./save-status";
import { StepField } from "./step-field";
import { useAutosave } from "./use-autosave";

type Props = {
  applicationId: string;
  step: Step;
  /** Everything typed so far, by section: other steps decide what is asked here. */
  sections: { readonly [section: string]: unknown };
  entries: Entries;
  /** Rows of each list, also empty ones. */
  rowCounts: Readonly<Record<string, number>>;
  errors: Readonly<Record<string, string>>;
  draftVersion: number;
  countries: readonly Option[];
  /** What a field for a country or region suggests. */
  places: readonly Option[];
  next: string;
  previous: string | null;
};

/**
 * One step. Without scripts it is a plain form that is saved on sending; with them it is saved while it is
 * typed, and sending only goes on. Fields are left to the browser: what is in them is what is there.
 */
export function StepForm(props: Props) {
  const { applicationId, step, sections, draftVersion, countries, next, previous } = props;
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [sent, action] = useActionState(saveStep, IDLE);
  // Refused without scripts: the page comes back with what was typed, and with what is stored beside it.
  const mine = sent.status === "refused" ? entriesOfValues(sent.values) : null;
  const [shown, setShown] = useState({ entries: mine ?? props.entries, rowCounts: props.rowCounts, key: 0 });
  const [hidden, setHidden] = useState(() => notAsked(step, sections, shown.entries));
  const [errors, setErrors] = useState(props.errors);
  const touched = useRef(new Set<string>());

  const read = useCallback(() => (form.current === null ? [] : entriesOf(form.current)), []);
  const onAnswer = useCallback(
    (saved: Saved) => setErrors((before) => seen(before, saved.errors, touched.current)),
    [],
  );
  const localKey = `countersign:${applicationId}:${step.section}`;
  const url = `/api/applications/${applicationId}/draft/${step.section}`;
  const { state, changed, flush, goOnFrom } = useAutosave({ url, localKey, draftVersion, read, onAnswer });

  function edited(event: React.FormEvent) {
    const name = (event.target instanceof Element && event.target.getAttribute("name")) || "";
    touched.current.add(name);
    // Whether it is right now is for the server to say, with the next save.
    setErrors(({ [name]: _, ...others }) => others);
    setHidden(notAsked(step, sections, read()));
    changed();
  }
  function show(entries: Entries) {
    setShown({ entries, rowCounts: countRows(step, entries), key: shown.key + 1 });
    setHidden(notAsked(step, sections, entries));
  }
  async function goOn(event: React.FormEvent) {
    event.preventDefault();
    if (await flush()) router.push(next);
  }

  return (
    <form
      ref={form}
      action={action}
      onInput={edited}
      onChange={edited}
      onSubmit={(event) => void goOn(event)}
      noValidate
      className="grid gap-7"
    >
      <input type="hidden" name="application_id" value={applicationId} />
      <input type="hidden" name="section" value={step.section} />
      <input type="hidden" name="draft_version" value={draftVersion} />
      {/* Enter in a field presses the first button of a form: it must be the one that goes on. */}
      <button type="submit" tabIndex={-1} aria-hidden className="sr-only">
        Save and continue
      </button>
      <datalist id="places">
        {props.places.map(({ value, label }) => (
          <option key={value} value={label} />
        ))}
      </datalist>
      {sent.status === "refused" && sent.code !== "stale_draft" ? <FormMessage state={sent} /> : null}
      {sent.status === "refused" && sent.code === "stale_draft" && mine !== null ? (
        <Conflict differences={differences(step, mine, props.entries)}>
          <Button type="submit" look="primary">
            Save mine
          </Button>
          <ButtonLink href={`/applications/${applicationId}/${step.section}`}>Take theirs</ButtonLink>
        </Conflict>
      ) : null}
      {state.kind === "conflict" ? (
        <Conflict differences={differences(step, read(), state.theirs)}>
          <Button look="primary" onClick={() => void goOnFrom(state.draftVersion, true)}>
            Save mine
          </Button>
          <Button
            onClick={() => {
              show(state.theirs);
              void goOnFrom(state.draftVersion, false);
            }}
          >
            Take theirs
          </Button>
        </Conflict>
      ) : null}
      <KeptHere
        localKey={localKey}
        stored={props.entries}
        onRestore={(entries) => {
          show(entries);
          requestAnimationFrame(changed);
        }}
      />
      <div key={shown.key} className="grid gap-7 [&_:is(input,select,textarea,button)]:scroll-mb-24">
        {step.fields.map((field) => (
          // Without scripts nothing can appear while typing, so every question is there.
          <div
            key={field.name}
            className={classes(hidden.has(field.name) ? "hidden noscript:block" : "block")}
          >
            <StepField
              field={field}
              name={`${step.section}.${field.name}`}
              entries={shown.entries}
              errors={errors}
              countries={countries}
              rowCount={shown.rowCounts[field.name] ?? 0}
            />
          </div>
        ))}
      </div>
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t border-rule bg-paper px-4 py-3 sm:mx-0 sm:px-0">
        <SaveStatus state={state} />
        <div className="flex gap-2">
          {previous === null ? null : <ButtonLink href={previous}>Back</ButtonLink>}
          <Button type="submit" look="primary">
            Save and continue
          </Button>
        </div>
      </div>
    </form>
  );
}

/** A field that nobody has come to yet is not told that it is empty. */
function seen(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
  touched: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(now).filter(([name]) => name in before || touched.has(name)));
}

function countRows(step: Step, entries: Entries): Readonly<Record<string, number>> {
  return Object.fromEntries(
    step.fields
      .filter(({ kind }) => kind === "rows")
      .map(({ name }) => {
        const numbers = entries.flatMap(([key]) => {
          const row = key.startsWith(`${step.section}.${name}.`)
            ? key.slice(step.section.length + name.length + 2)
            : "";
          const number = /^(\d+)\./.exec(row)?.[1];
          return number === undefined ? [] : [Number(number)];
        });
        return [name, numbers.length === 0 ? 0 : Math.max(...numbers) + 1];
      }),
  );
}
