import type { FieldError } from "#lib/platform/errors";
import { valueAt } from "./condition";
import { type Field, SECTIONS, type Section, type SimpleField, type Step } from "./field";
import { stepOf } from "./steps";

/** How far a step is: nothing typed, something missing or not right, or all there. */
export type StepState = "empty" | "open" | "done";

export type StepProgress = { section: Section; title: string; state: StepState; openAnswers: number };

/** How far each step is: from what is still missing in the whole, and whether anyone has saved it yet. */
export function stepProgress(
  saves: { readonly [S in Section]?: unknown },
  missing: readonly FieldError[],
): readonly StepProgress[] {
  return SECTIONS.map((section) => {
    const openAnswers = missing.filter(({ pointer }) => sectionOf(pointer) === section).length;
    const typed = saves[section] !== undefined;
    const state = openAnswers === 0 ? "done" : typed ? "open" : "empty";
    return { section, title: stepOf(section).title, state, openAnswers };
  });
}

/** A missing or wrong answer, in words for the person who can put it right. */
export type OpenAnswer = {
  section: Section;
  /** Name of the field in its form, and its anchor on the page. */
  name: string;
  /** "Sites, 2: City". */
  label: string;
  message: string;
};

/** Pointers of the contract as fields of the form, with a message that fits what was, or was not, typed. */
export function openAnswers(
  sections: { readonly [S in Section]?: unknown },
  missing: readonly FieldError[],
): readonly OpenAnswer[] {
  return missing.flatMap(({ pointer, message }) => {
    const section = sectionOf(pointer);
    if (section === undefined) return [];
    const path = pointer.split("/").slice(2);
    const found = fieldAt(stepOf(section), path);
    const inSection = path.join(".");
    const name = [section, found?.anchor ?? inSection].join(".");
    const isEmpty = isUnanswered(valueAt(sections[section], inSection));
    return [
      {
        section,
        name,
        label: found?.label ?? inSection,
        message: found !== undefined && isEmpty ? askFor(found.field) : message,
      },
    ];
  });
}

function sectionOf(pointer: string): Section | undefined {
  const [, first] = pointer.split("/");
  return SECTIONS.find((section) => section === first);
}

type Found = { field: Field | SimpleField; label: string; anchor: string };

/** The field that a path points into; for a list of texts or choices, the list. */
function fieldAt(step: Step, path: readonly string[]): Found | undefined {
  const whole = path.join(".");
  const field = step.fields.find(({ name }) => whole === name || whole.startsWith(`${name}.`));
  if (field === undefined) return undefined;
  const [number, ...rest] = whole.slice(field.name.length + 1).split(".");
  if (field.kind !== "rows" || number === undefined || number === "") {
    return { field, label: field.label, anchor: field.name };
  }
  const inner = field.fields.find(({ name }) => name === rest.join("."));
  const row = `${field.label}, ${Number(number) + 1}`;
  if (inner === undefined) return { field, label: row, anchor: `${field.name}.${number}` };
  return { field: inner, label: `${row}: ${inner.label}`, anchor: `${field.name}.${number}.${inner.name}` };
}

function isUnanswered(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

function askFor(field: Field): string {
  switch (field.kind) {
    case "choice":
    case "country":
      return "Choose one";
    case "choices":
      return "Choose at least one";
    case "yes_no":
      return "Answer yes or no";
    case "agree":
      return "This has to be promised";
    case "rows":
      return `Add at least one ${field.item}`;
    case "lines":
    case "places":
      return "Name at least one";
    default:
      return "Fill this in";
  }
}
