import type { Actor } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { AppError, type FieldError } from "#lib/platform/errors";
import { checkImport, IMPORT_BYTES_MAX } from "./check-import";
import { type CreatedApplication, openDraft } from "./create-application";

/**
 * Opens a draft from a file of the application as data, whole or in parts.
 *
 * What an applicant cannot declare is not taken from it: the sanctions check, the signature, and documents,
 * which count only as evidence on file.
 *
 * @param input.json UTF-8 text
 * @returns the draft, and the kinds of document that the file names and that have to be uploaded
 * @throws AppError `invalid_request` with a pointer to everything that is wrong; see `createApplication` for the rest
 */
export async function importApplication(input: {
  actor: Actor;
  json: string;
  title?: string;
  organisationId?: string;
}): Promise<CreatedApplication & { documentsNamed: readonly string[] }> {
  const { json, ...opening } = input;
  if (Buffer.byteLength(json) > IMPORT_BYTES_MAX)
    throw invalid([{ pointer: "", message: "The file is larger than an application can be: 900 kB" }]);
  const checked = checkImport(json);
  if (!checked.ok) throw invalid(checked.errors);
  const { sections, title, documentsNamed } = checked;
  const created = await transaction((tx) =>
    openDraft(tx, { ...opening, title: opening.title ?? title, sections }),
  );
  return { ...created, documentsNamed };
}

function invalid(errors: readonly FieldError[]): AppError {
  const many =
    errors.length === 1
      ? "One thing in the file is not right."
      : `${errors.length} things in the file are not right.`;
  return new AppError("invalid_request", many, { errors });
}
