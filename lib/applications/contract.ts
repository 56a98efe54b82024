import { z } from "zod";
import { idField as id } from "#lib/platform/form-fields";
import { DOCUMENT_KINDS } from "#lib/policy/vocabulary";
import { isSection, type Section } from "./form/field";
import { placeCode } from "./form/places";
import { type Entries, type JsonValue, readSection, type SectionData } from "./form/read-section";
import { stepOf } from "./form/steps";

const shortText = z.string().max(2_000, { error: "Shorten it to 2,000 characters" });

/** `/applications`: open an empty draft. */
export const newApplicationForm = z.strictObject({
  title: z.string().trim().max(120, { error: "Shorten it to 120 characters" }).default(""),
  organisation_id: id.optional(),
});

/** `/applications`: open a draft from a file, or from pasted text. The edge puts the file's text into `json`. */
export const importForm = z.strictObject({
  json: z.string().refine((text) => text.trim() !== "", { error: "Choose a file, or paste its text" }),
  organisation_id: id.optional(),
});

/** A step's form: what names it, which button was pressed, and the step's own fields under flat names. */
export const stepForm = z
  .object({
    application_id: id,
    section: z.string().refine(isSection, { error: "A step of the form" }),
    draft_version: z.coerce.number().int().min(0),
    editor: z.string().max(64).default(""),
    /** `deployment.sites`: add a row there. */
    add: z.string().max(100).optional(),
    /** `deployment.sites.1`: take that row out. */
    remove: z.string().max(100).optional(),
  })
  .catchall(z.union([z.string(), z.array(z.string())]))
  .transform(({ application_id, section, draft_version, editor, add, remove, ...fields }) => {
    const all = Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, String(one)]),
    );
    const entries = remove === undefined ? all : all.filter(([name]) => !name.startsWith(`${remove}.`));
    const values = readStep(section, entries);
    return {
      applicationId: application_id,
      section,
      startedFrom: draft_version,
      editor,
      values: add === undefined ? values : withBlankRow(section, values, add),
      /** The list that a row was added to or taken from; the page comes back to it. */
      changedList: add ?? remove?.replace(/\.\d+$/, "") ?? null,
    };
  });

/** What autosave sends: the same fields as the form, as pairs. */
export const autosaveBody = z.strictObject({
  draft_version: z.int().min(0),
  editor: z.string().max(64),
  fields: z.array(z.tuple([z.string().max(200), z.string()])).max(20_000),
});

export const evidenceFields = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS, { error: "Choose what kind of document it is" }),
});

/** What a sender says of a document before it comes in pieces. */
export const uploadBody = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS, { error: "Choose what kind of document it is" }),
  file_name: z.string().min(1).max(1_000),
  media_type: z.string().max(200),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: "SHA-256 in hex, lower case" }),
});

/** Where in its file a piece begins. */
export const pieceQuery = z.strictObject({
  at: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
});

export const reuseEvidenceForm = z.strictObject({ application_id: id, evidence_id: id });

export const removeEvidenceForm = z.strictObject({ evidence_id: id });

export const submitForm = z.strictObject({
  application_id: id,
  draft_version: z.coerce.number().int().min(0),
  attested_name: z.string().max(300),
  attest: z.enum(["yes", "on", "true"]).optional(),
});

export const withdrawForm = z.strictObject({ application_id: id, note: shortText.default("") });

export const reviseForm = z.strictObject({ application_id: id });

/** A section's form as data. Exported for the autosave route, which has the same fields as pairs. */
export function readStep(section: Section, entries: Entries): SectionData {
  return readSection(stepOf(section), entries, placeCode);
}

function withBlankRow(section: Section, values: SectionData, list: string): SectionData {
  const field = stepOf(section).fields.find(
    ({ kind, name }) => kind === "rows" && `${section}.${name}` === list,
  );
  const rows: JsonValue | undefined = field === undefined ? undefined : values[field.name];
  if (field === undefined || !Array.isArray(rows)) return values;
  return { ...values, [field.name]: [...rows, {}] };
}
