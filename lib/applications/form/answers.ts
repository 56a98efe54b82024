import { isAsked, valueAt } from "./condition";
import type { Field, Section, SimpleField, Step } from "./field";
import { placeName } from "./places";
import { STEPS } from "./steps";

/** One answer in words. `rows` for a list of objects; `text` is empty where nothing was said. */
export type Answer = {
  /** Name of the field in its form: its anchor there. */
  name: string;
  label: string;
  lines: readonly string[];
  rows: readonly { title: string; answers: readonly { label: string; text: string }[] }[];
};

export type AnsweredSection = { section: Section; title: string; answers: readonly Answer[] };

/** The words in which answers are given; English unless a page says otherwise. */
export type AnswerWords = {
  steps: readonly Step[];
  none: string;
  yes: string;
  no: string;
  promised: string;
  amount: (value: number) => string;
  days: (count: number) => string;
  /** A country or region by its code. */
  place: (code: string) => string;
};

const ENGLISH: AnswerWords = {
  steps: STEPS,
  none: "none",
  yes: "yes",
  no: "no",
  promised: "promised",
  amount: (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 9 }),
  days: (count) => `${count.toLocaleString("en-GB")} ${count === 1 ? "day" : "days"}`,
  place: placeName,
};

/**
 * What an application says, in the words of the form: for the applicant before signing, and for those who judge.
 * Questions that were not asked are left out.
 *
 * @param sections a draft's sections, or a whole application as data
 * @param words those who judge read it in English
 */
export function answersOf(sections: unknown, words: AnswerWords = ENGLISH): readonly AnsweredSection[] {
  return words.steps.map(({ section, title, fields }) => ({
    section,
    title,
    answers: fields
      .filter((field) => isAsked(field.when, sections))
      .map((field) => answerOf(field, section, valueAt(valueAt(sections, section), field.name), words)),
  }));
}

function answerOf(field: Field, section: Section, value: unknown, words: AnswerWords): Answer {
  const base = { name: `${section}.${field.name}`, label: field.label };
  if (field.kind === "rows") {
    const rows = listOf(value).map((row, index) => ({
      title: `${capitalised(field.item)} ${index + 1}`,
      answers: field.fields
        .map((inner) => ({ label: inner.label, text: textOf(inner, valueAt(row, inner.name), words) }))
        .filter(({ text }) => text !== ""),
    }));
    return { ...base, lines: rows.length === 0 ? [nothing(field, words)].filter(Boolean) : [], rows };
  }
  if (field.kind === "choices" || field.kind === "lines" || field.kind === "places") {
    const lines = listOf(value).map((one) => textOf(field, one, words));
    return { ...base, lines: lines.length === 0 ? [nothing(field, words)].filter(Boolean) : lines, rows: [] };
  }
  const text = textOf(field, value, words);
  return {
    ...base,
    lines: text === "" ? [nothing(field, words)].filter(Boolean) : text.split("\n"),
    rows: [],
  };
}

/** An empty field that has a meaning says "none"; one that was not answered says nothing. */
function nothing(field: Field, { none }: AnswerWords): string {
  return field.empty === undefined ? "" : none;
}

function textOf(field: Field | SimpleField, value: unknown, words: AnswerWords): string {
  if (typeof value === "boolean") return yesOrNo(field, value, words);
  if (typeof value === "number") return amountOf(field, value, words);
  if (typeof value !== "string") return "";
  if (field.kind === "choice" || field.kind === "choices") {
    return field.options.find((option) => option.value === value)?.label ?? value;
  }
  return PLACES.has(field.kind) ? words.place(value) : value;
}

const PLACES: ReadonlySet<string> = new Set(["country", "place", "places"]);

function yesOrNo({ kind }: Field, value: boolean, { promised, yes, no }: AnswerWords): string {
  if (kind === "agree") return value ? promised : "";
  return value ? yes : no;
}

/** The only unit that the form has is days. */
function amountOf(field: Field, value: number, { days, amount }: AnswerWords): string {
  return field.kind === "number" && field.unit !== undefined ? days(value) : amount(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
