/** What a deferred case can wait for. */
export const AUTHORITY_KINDS = ["court_order", "statute", "regulator_approval", "other"] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];

export const AUTHORITY_WORDS: Readonly<Record<AuthorityKind, string>> = {
  court_order: "Order of a court or a judge",
  statute: "Statute in force",
  regulator_approval: "Approval of a regulator",
  other: "Another legal basis",
};

/** A recorded kind in words; the database holds no other (AuthorityRecord_kind). */
export function authorityWords(kind: string): string {
  const known = AUTHORITY_KINDS.find((one) => one === kind);
  return known === undefined ? kind : AUTHORITY_WORDS[known];
}
