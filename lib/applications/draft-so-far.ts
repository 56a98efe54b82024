import { checkSection } from "#lib/policy/check-application";
import type { ApplicationData } from "#lib/policy/contract";
import { candidate, type FiledDocument } from "./assemble-application";
import type { Draft } from "./draft";
import { SECTIONS, type Section } from "./form/field";
import { isGroup, type JsonValue, type SectionData } from "./form/read-section";
import { stepOf } from "./form/steps";
import { NEUTRAL } from "./neutral-application";

/**
 * Answers that count only when the application is submitted. Whoever could watch a rule come and go while they try
 * one parent or end user after the other would learn which to leave out.
 */
export const JUDGED_AT_SUBMISSION = ["parents", "beneficial_owners", "end_users"] as const;

/** Promises are made at the end: one that is not ticked yet is no refusal to make it. */
const NOT_READ: ReadonlySet<Section> = new Set<Section>(["attestations"]);

/** Questions that the risk and most rules rest on; while one is open, the panel says so. */
const DECISIVE: readonly (readonly [Section, string])[] = [
  ["organisation", "customer_type"],
  ["organisation", "acts_for_law_enforcement"],
  ["purpose", "use_case"],
  ["purpose", "output_use"],
  ["purpose", "consequence"],
  ["deployment", "operations"],
  ["deployment", "mode"],
  ["deployment", "camera"],
  ["deployment", "space"],
  ["deployment", "sites"],
  ["people", "subjects"],
  ["people", "adults_only"],
  ["people", "gallery_source"],
  ["people", "enrolment_optional"],
];

export type OpenQuestion = { section: Section; name: string; label: string };

export type DraftSoFar = {
  /** Valid in itself: what is open or not right yet is read as its mildest. */
  application: ApplicationData;
  /** Decisive questions that are open or not right yet, in the order of the form. */
  open: readonly OpenQuestion[];
  /** Whether any decisive question is answered. */
  hasBegun: boolean;
};

/**
 * A draft as far as it validates, answer by answer, for the evaluator. Pure and total.
 *
 * @param documents on file, as staff judged them
 */
export function draftSoFar(draft: Draft, documents: readonly FiledDocument[]): DraftSoFar {
  const typed = candidate(draft, { documents, sanctions: "unchecked" });
  const sections = SECTIONS.filter((section) => !NOT_READ.has(section)).map(
    (section) => [section, sectionSoFar(section, groupOf(typed[section]))] as const,
  );
  const read = new Map(sections.map(([section, { taken }]) => [section, taken]));
  const open = DECISIVE.filter(([section, name]) => read.get(section)?.has(name) !== true).map(
    ([section, name]) => ({ section, name: `${section}.${name}`, label: labelOf(section, name) }),
  );
  const filed = checkSection("documents", typed.documents);
  return {
    application: {
      ...NEUTRAL,
      ...Object.fromEntries(sections.map(([section, { values }]) => [section, values])),
      documents: filed.ok ? filed.data : [],
    },
    open,
    hasBegun: open.length < DECISIVE.length,
  };
}

type SoFar = { values: unknown; taken: ReadonlySet<string> };

/** A section with every answer that fits among the others; two rounds, since one may fit only beside another. */
function sectionSoFar(section: Section, typed: SectionData): SoFar {
  let values: SectionData = { ...groupOf(NEUTRAL[section] as JsonValue) };
  const taken = new Set<string>();
  const withheld: readonly string[] = section === "organisation" ? JUDGED_AT_SUBMISSION : [];
  let left = Object.entries(typed).filter(([name]) => !withheld.includes(name));
  for (let round = 0; round < 2; round += 1) {
    left = left.filter(([name, value]) => {
      const next = fitting(section, values, name, value);
      if (next === undefined) return true;
      values = next;
      taken.add(name);
      return false;
    });
  }
  return { values, taken };
}

/** The section with one answer more: the whole of it, or of a list those items that are right; undefined if none is. */
function fitting(
  section: Section,
  values: SectionData,
  name: string,
  value: JsonValue,
): SectionData | undefined {
  const whole = { ...values, [name]: value };
  if (checkSection(section, whole).ok) return whole;
  if (!Array.isArray(value)) return undefined;
  const right = value.filter((item) => checkSection(section, { ...values, [name]: [item] }).ok);
  // Two of one name cannot be told apart: the first counts.
  const names = right.map((item) => JSON.stringify(isGroup(item) ? (item.name ?? item) : item));
  const rest = { ...values, [name]: right.filter((_, index) => names.indexOf(names[index] ?? "") === index) };
  return right.length > 0 && checkSection(section, rest).ok ? rest : undefined;
}

function groupOf(value: JsonValue | undefined): SectionData {
  return isGroup(value) ? value : {};
}

function labelOf(section: Section, name: string): string {
  return stepOf(section).fields.find((field) => field.name === name)?.label ?? name;
}
