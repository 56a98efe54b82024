import { getMessages } from "next-intl/server";

/** What the applicant's form calls each purpose; an id that a later pack no longer has stands for itself. */
export async function purposeWords(ids: readonly string[]): Promise<string[]> {
  const { labels } = await getMessages();
  return ids.map((id) => (labels.useCases as Readonly<Record<string, string>>)[id] ?? id);
}

export async function operationWords(ids: readonly string[]): Promise<string[]> {
  const { labels } = await getMessages();
  return ids.map((id) => (labels.operations as Readonly<Record<string, string>>)[id] ?? id);
}
