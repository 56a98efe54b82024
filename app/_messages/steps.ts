import type { Field, Option, SimpleField, Step } from "#lib/applications/form/field";
import { STEPS } from "#lib/applications/form/steps";
import type { Messages } from "./en";
import { en } from "./en";

type Words = {
  label: string;
  help?: string;
  unit?: string;
  item?: string;
  add?: string;
  fields?: FieldWords;
};
type FieldWords = Readonly<Record<string, Words>>;

/**
 * The steps of the form in the page's language: titles, questions, help and choices, everything else as it is. English
 * is the form's own (`lib/applications/form`); the catalogue repeats it, and a test holds the two together.
 */
export function stepsIn(messages: Messages): readonly Step[] {
  return STEPS.map((step) => {
    const { title, intro, fields } = messages.form[step.section];
    const words: FieldWords = fields;
    return { ...step, title, intro, fields: step.fields.map((field) => fieldIn(field, words, messages)) };
  });
}

/** next-intl nests on dots, so that `retention_days.probe` is `retention_days_probe` in the catalogue. */
export function fieldKey(name: string): string {
  return name.replaceAll(".", "_");
}

function fieldIn(field: Field, all: FieldWords, messages: Messages): Field {
  const words = all[fieldKey(field.name)];
  if (words === undefined) return field;
  const { fields: rows = {}, ...own } = words;
  if (field.kind === "rows") {
    return { ...field, ...own, fields: field.fields.map((inner) => simpleIn(inner, rows, messages)) };
  }
  return withChoices({ ...field, ...own }, messages);
}

function simpleIn(field: SimpleField, all: FieldWords, messages: Messages): SimpleField {
  return withChoices({ ...field, ...all[fieldKey(field.name)] }, messages);
}

function withChoices<Any extends Field>(field: Any, { labels }: Messages): Any {
  if (field.kind !== "choice" && field.kind !== "choices") return field;
  const list = listOf(field.options);
  if (list === undefined) return field;
  const words: Readonly<Record<string, string>> = labels[list];
  return {
    ...field,
    options: field.options.map((one) => ({ ...one, label: words[one.value] ?? one.label })),
  };
}

/** Which list of the area `labels` these choices are from: the one that says of each what they say. */
export function listOf(options: readonly Option[]): keyof Messages["labels"] | undefined {
  const lists = Object.entries(en.labels) as [keyof Messages["labels"], Readonly<Record<string, string>>][];
  return lists.find(([, words]) => options.every(({ value, label }) => words[value] === label))?.[0];
}
