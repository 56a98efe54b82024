import type { FieldError } from "#lib/platform/errors";
import { checkSection } from "#lib/policy/check-application";
import type { Draft } from "./draft";
import { SECTIONS, type Section } from "./form/field";
import { useCases } from "./form/labels";
import { isGroup, type JsonValue, type SectionData, storable } from "./form/read-section";

/** Below the megabyte that a server action takes, so that it is our answer that people get. */
export const IMPORT_BYTES_MAX = 900_000;

export type ImportCheck =
  | { ok: true; sections: Draft["sections"]; title: string; documentsNamed: readonly string[] }
  | { ok: false; errors: readonly FieldError[] };

/**
 * Reads a file of the application as data. Total.
 *
 * Answers may be missing, as in the export of a draft; those that are there must be right, and nothing else may
 * stand beside them.
 */
export function checkImport(json: string): ImportCheck {
  const parsed = parse(json);
  if (!isGroup(parsed)) {
    return {
      ok: false,
      errors: [{ pointer: "", message: "This is not an application as JSON: an object of sections" }],
    };
  }
  const errors = [
    ...unknownSections(parsed),
    ...SECTIONS.flatMap((section) => wrongAnswers(section, parsed[section])),
  ];
  if (errors.length > 0) return { ok: false, errors };

  const sections: { [S in Section]?: SectionData } = {};
  for (const section of SECTIONS) {
    const values = parsed[section];
    if (isGroup(values)) sections[section] = withoutStaffs(section, values);
  }
  return {
    ok: true,
    sections,
    title: titleOf(sections),
    documentsNamed: documentsOf(parsed),
  };
}

/** What is staff's to find or only signing gives: read, and left out. */
const NOT_DECLARED: { readonly [S in Section]?: readonly string[] } = {
  organisation: ["sanctions"],
  attestations: ["signed_by", "signed_on"],
};

function withoutStaffs(section: Section, values: SectionData): SectionData {
  const left = NOT_DECLARED[section] ?? [];
  return Object.fromEntries(Object.entries(values).filter(([key]) => !left.includes(key)));
}

function unknownSections(root: SectionData): FieldError[] {
  const known: readonly string[] = [...SECTIONS, "documents"];
  return Object.keys(root)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      pointer: `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      message: "Take it out: no such section is known here",
    }));
}

function wrongAnswers(section: Section, values: JsonValue | undefined): readonly FieldError[] {
  if (values === undefined) return [];
  const checked = checkSection(section, values);
  if (checked.ok) return [];
  return checked.errors.filter(({ pointer }) => !isMissing({ [section]: values }, pointer));
}

/** An answer that is not there, or a promise not made yet, is asked for in the form; only what is there can be wrong. */
function isMissing(root: JsonValue, pointer: string): boolean {
  let value: JsonValue | undefined = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isGroup(value) && Object.hasOwn(value, key)) value = value[key];
    else return true;
  }
  const unpromised = value === false && pointer.startsWith("/attestations/");
  return value === undefined || value === "" || unpromised || (Array.isArray(value) && value.length === 0);
}

function documentsOf(root: SectionData): string[] {
  const documents = root.documents;
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) =>
    isGroup(document) && typeof document.kind === "string" ? [document.kind] : [],
  );
}

/** What it is for, in the form's own words. The pages put the organisation's name before a title themselves. */
function titleOf(sections: { readonly [S in Section]?: SectionData }): string {
  return Object.entries(useCases).find(([value]) => value === sections.purpose?.use_case)?.[1] ?? "";
}

function parse(json: string): JsonValue | undefined {
  try {
    // JSON.parse gives JSON; every text in it is made one that a database can hold.
    return JSON.parse(json.replace(/^\uFEFF/, ""), (_key, value: unknown) =>
      typeof value === "string" ? storable(value) : value,
    );
  } catch {
    return undefined;
  }
}
