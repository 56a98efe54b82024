import type { FieldError } from "#lib/platform/errors";
import { type Checked, checkApplication } from "#lib/policy/check-application";
import type { ApplicationData } from "#lib/policy/contract";
import type { Day } from "#lib/policy/days";
import type { Draft } from "./draft";
import { isAsked } from "./form/condition";
import type { Field } from "./form/field";
import { type JsonValue, readSection, type SectionData } from "./form/read-section";
import { STEPS } from "./form/steps";

/** A document on file, as the policy reads it. */
export type FiledDocument = {
  kind: string;
  verified: boolean;
  sha256: string;
  /** The day of issue, as the desk read it off the document; left out until then. */
  issued_on?: Day;
};

/** What is known besides the form: nothing here is the applicant's to declare. */
export type Beside = {
  documents: readonly FiledDocument[];
  sanctions: "clear" | "hit" | "unchecked";
};

/** The person who attests, and the day in UTC (`2026-11-20`). */
export type AttestedBy = { name: string; day: string };

/**
 * The application as data, or what is wrong with it, by pointer into the form's sections.
 *
 * Fields that were not asked, since another answer made them pointless, are left out, whatever was typed there;
 * a list in which nothing stands is an empty list.
 */
export function assembleApplication(
  draft: Draft,
  beside: Beside,
  attestedBy: AttestedBy,
): Checked<ApplicationData> {
  const sections = Object.fromEntries(
    STEPS.map((step) => [
      step.section,
      { ...readSection(step, [], asTyped), ...draft.sections[step.section] },
    ]),
  );
  return checkApplication(candidate({ ...draft, sections }, beside, attestedBy));
}

const asTyped = (typed: string): string => typed;

/** What still keeps the draft from being submitted, but for the signature; in the order of the form. */
export function missingAnswers(draft: Draft, beside: Beside): readonly FieldError[] {
  const checked = assembleApplication(draft, beside, UNSIGNED);
  return checked.ok ? [] : checked.errors;
}

/** Stands in for a signature so that the rules across sections are checked before anyone has signed. */
const UNSIGNED: AttestedBy = { name: "not signed yet", day: "2000-01-01" };

/** The application as data as far as it goes: what an export holds. */
export function candidate(draft: Draft, beside: Beside, attestedBy?: AttestedBy): SectionData {
  const sections = Object.fromEntries(
    STEPS.map(({ section, fields }) => [section, askedOnly(draft, section, fields)]),
  );
  const signature: SectionData =
    attestedBy === undefined ? {} : { signed_by: attestedBy.name, signed_on: attestedBy.day };
  return {
    ...sections,
    organisation: { ...sections.organisation, sanctions: beside.sanctions },
    documents: beside.documents.map((document) => ({ ...document })),
    attestations: { ...sections.attestations, ...signature },
  };
}

function askedOnly(draft: Draft, section: keyof Draft["sections"], fields: readonly Field[]): SectionData {
  const values: SectionData = { ...draft.sections[section] };
  for (const field of fields) {
    if (isAsked(field.when, draft.sections)) continue;
    const [head = "", inner] = field.name.split(".");
    if (inner !== undefined) {
      values[head] = withoutKey(values[head], inner);
    } else if (field.empty === "absent" || field.empty === undefined) {
      delete values[head];
    } else {
      values[head] = field.empty;
    }
  }
  return values;
}

function withoutKey(group: JsonValue | undefined, key: string): JsonValue {
  if (typeof group !== "object" || group === null || Array.isArray(group)) return {};
  return Object.fromEntries(Object.entries(group).filter(([name]) => name !== key));
}
