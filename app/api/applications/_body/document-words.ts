import type { AddedEvidence } from "#lib/applications/add-evidence";

/** A document on file in the words of the API. */
export function presentDocument({ evidenceId: id, fileName: file_name, ...document }: AddedEvidence) {
  return { id, file_name, ...document };
}
