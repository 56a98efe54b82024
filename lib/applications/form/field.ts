/** What a choice is called in a file (`value`) and on the page (`label`). */
export type Option = { value: string; label: string };

/**
 * Holds while an answer at one of the paths is one of `is`. A path goes through lists: `deployment.sites.region`
 * is the regions of all sites.
 */
export type Condition = { paths: readonly string[]; is: readonly string[] };

type Common = {
  /** Dotted path within the section, e.g. `retention_days.template`. */
  name: string;
  label: string;
  /** A sentence beside the field: what is asked for, and why. */
  help?: string;
  /** Asked only while this holds. A hidden field keeps what was typed, and is left out of what is submitted. */
  when?: Condition;
  /** What an empty field means; without it, an empty field is an answer still missing. */
  empty?: null | "" | "absent";
};

/** A field of one value; these alone stand in the rows of a list. */
export type SimpleField = Common &
  (
    | { kind: "text" | "long" | "email" | "url" | "date" | "country" }
    /** A country or region by name or code, kept as its code. */
    | { kind: "place" }
    /** `unit` in the plural: days. */
    | { kind: "number"; unit?: string }
    | { kind: "yes_no" }
    | { kind: "choice"; options: readonly Option[] }
  );

/** A list of objects, a row each; `item` names one of them: "site". `add` is the button's text, in a page's language. */
export type RowsField = Common & {
  kind: "rows";
  item: string;
  add?: string;
  fields: readonly SimpleField[];
};

export type Field =
  | SimpleField
  | RowsField
  /** A promise: ticked or not. */
  | (Common & { kind: "agree" })
  | (Common & { kind: "choices"; options: readonly Option[] })
  /** A text a line. */
  | (Common & { kind: "lines" })
  /** A country or region a line, by name or code. */
  | (Common & { kind: "places" });

/** The ten sections that are asked, in order. */
export const SECTIONS = [
  "organisation",
  "purpose",
  "deployment",
  "people",
  "law",
  "accuracy",
  "oversight",
  "data",
  "security",
  "attestations",
] as const;
export type Section = (typeof SECTIONS)[number];

export type Step = {
  section: Section;
  title: string;
  /** What the step is for. */
  intro: string;
  /** Factors of the policy pack that people score from these answers. */
  factors: readonly string[];
  fields: readonly Field[];
};

export function isSection(value: string): value is Section {
  return SECTIONS.some((section) => section === value);
}
