"use client";

import { useTranslations } from "next-intl";
import { useActionState, useRef } from "react";
import type { Option, Step } from "#lib/applications/form/field";
import type { Entries } from "#lib/applications/form/read-section";
import { Button, ButtonLink } from "#ui/button";
import { IDLE } from "../../../_edge/form-state";
import { classes } from "../../../_ui/classes";
import { saveStep } from "../[id]/actions";
import { entriesOf, entriesOfValues } from "./answer";
import { KeptHere } from "./kept-here";
import { SaveStatus } from "./save-status";
import { StepField } from "./step-field";
import { MetWhileTyping, SentWithoutScripts } from "./step-notices";
import { type Shown, useStep } from "./use-step";

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
  const { applicationId, step, draftVersion, entries, rowCounts } = props;
  const t = useTranslations("apply.step");
  const form = useRef<HTMLFormElement>(null);
  const [sent, action] = useActionState(saveStep, IDLE);
  // Refused without scripts: the page comes back with what was typed, and with what is stored beside it.
  const typed = sent.status === "refused" ? entriesOfValues(sent.values) : entries;
  const { shown, hidden, errors, localKey, autosave, edited, show, goOn } = useStep({
    ...props,
    form,
    first: { entries: typed, rowCounts },
  });
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
        {t("go")}
      </button>
      <SentWithoutScripts
        sent={sent}
        step={step}
        mine={typed}
        stored={entries}
        here={`/applications/${applicationId}/${step.section}`}
      />
      <MetWhileTyping
        state={autosave.state}
        step={step}
        mine={() => (form.current === null ? [] : entriesOf(form.current))}
        onMine={(version) => void autosave.goOnFrom(version, true)}
        onTheirs={(version, theirs) => {
          show(theirs);
          void autosave.goOnFrom(version, false);
        }}
      />
      <KeptHere
        localKey={localKey}
        stored={entries}
        onRestore={(kept) => {
          show(kept);
          requestAnimationFrame(autosave.changed);
        }}
      />
      <StepFields {...props} shown={shown} hidden={hidden} errors={errors} />
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t border-rule bg-paper px-4 py-3 sm:mx-0 sm:px-0">
        <SaveStatus state={autosave.state} />
        <div className="flex gap-2">
          {props.previous === null ? null : <ButtonLink href={props.previous}>{t("back")}</ButtonLink>}
          <Button type="submit" look="primary">
            {t("go")}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** The questions, those that are not asked out of sight. Without scripts nothing can appear while typing, so all are there. */
function StepFields({
  step,
  shown,
  hidden,
  errors,
  countries,
  places,
}: Pick<Props, "step" | "errors" | "countries" | "places"> & { shown: Shown; hidden: ReadonlySet<string> }) {
  return (
    <div key={shown.key} className="grid gap-7 [&_:is(input,select,textarea,button)]:scroll-mb-24">
      <datalist id="places">
        {places.map(({ value, label }) => (
          <option key={value} value={label} />
        ))}
      </datalist>
      {step.fields.map((field) => (
        <div key={field.name} className={classes(hidden.has(field.name) ? "hidden noscript:block" : "block")}>
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
  );
}
