import { operations, useCases } from "#lib/applications/form/labels";

/** What the applicant's form calls each purpose; an id that a later pack no longer has stands for itself. */
export async function purposeWords(ids: readonly string[]): Promise<string[]> {
  return ids.map((id) => (useCases as Readonly<Record<string, string>>)[id] ?? id);
}

export async function operationWords(ids: readonly string[]): Promise<string[]> {
  return ids.map((id) => (operations as Readonly<Record<string, string>>)[id] ?? id);
}
