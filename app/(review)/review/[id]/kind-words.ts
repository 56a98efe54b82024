import { documentKinds } from "#lib/applications/form/labels";

/** A kind of document in words; one without words is shown as it is. */
export function kindWords(kind: string): string {
  return Object.entries(documentKinds).find(([known]) => known === kind)?.[1] ?? kind.replaceAll("_", " ");
}
