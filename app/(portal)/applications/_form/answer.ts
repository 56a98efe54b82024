import { isAsked } from "#lib/applications/form/condition";
import type { Step } from "#lib/applications/form/field";
import { type Entries, readSection, type SectionData } from "#lib/applications/form/read-section";
import { labelOf, type RowOf } from "../../../_messages/field-label";

/** Names that stand beside the step's own fields in its form. */
const CONTROLS: ReadonlySet<string> = new Set([
  "application_id",
  "section",
  "draft_version",
  "editor",
  "add",
  "remove",
]);

/** The step's fields as they stand in the page, in order. */
export function entriesOf(form: HTMLFormElement): Entries {
  return [...new FormData(form)].flatMap(
    ([name, value]): Entries =>
      typeof value !== "string" || CONTROLS.has(name) || name.startsWith("$ACTION") ? [] : [[name, value]],
  );
}

/** What was posted without scripts, given back by the action. */
export function entriesOfValues(values: Readonly<Record<string, string | readonly string[]>>): Entries {
  return Object.entries(values).flatMap(
    ([name, value]): Entries => (CONTROLS.has(name) ? [] : [value].flat().map((one) => [name, one] as const)),
  );
}

/** Names of fields that are not asked, given what is typed here and stands in the other steps. */
export function notAsked(
  step: Step,
  sections: { readonly [section: string]: unknown },
  entries: Entries,
): ReadonlySet<string> {
  const here: SectionData = readSection(step, entries, (typed) => typed);
  const all = { ...sections, [step.section]: here };
  return new Set(step.fields.filter((field) => !isAsked(field.when, all)).map(({ name }) => name));
}

/** The first value under a name. */
export function firstValue(entries: Entries, name: string): string | undefined {
  return entries.find(([key]) => key === name)?.[1];
}

export function allValues(entries: Entries, name: string): readonly string[] {
  return entries.filter(([key]) => key === name).map(([, value]) => value);
}

export type Difference = { name: string; label: string; mine: string; theirs: string };

/** Fields in which two states of one form differ, with the label that the page gives them. */
export function differences(step: Step, mine: Entries, theirs: Entries, rowOf: RowOf): readonly Difference[] {
  const names = [...new Set([...mine, ...theirs].map(([name]) => name))];
  return names
    .map((name) => ({
      name,
      label: labelOf(step, name, rowOf) ?? name.slice(step.section.length + 1),
      mine: allValues(mine, name).join("\n"),
      theirs: allValues(theirs, name).join("\n"),
    }))
    .filter((difference) => difference.mine.trim() !== difference.theirs.trim());
}
