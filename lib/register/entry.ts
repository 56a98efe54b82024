/** One line of the public register. What is not in this type is not published. */
export type RegisterEntry = {
  /** Id of the grant (`grt_`), of the refused application (`app_`) or of the suspension (`sus_`). */
  id: string;
  kind: EntryKind;
  /** When it was decided, refused or suspended. */
  on: Date;
  /** null where the name is withheld: a refusal is published with a name only if its applicant agreed. */
  organisation: string | null;
  state: EntryState;
  /** T1 … T4; null for what was refused before it had one, and for a suspension. */
  tier: string | null;
  /** Purposes of an approval, as ids of the policy's vocabulary. */
  purposes: readonly string[];
  operations: readonly string[];
  /** Ids of the rules that refuse; empty for a refusal that two people signed. */
  rules: readonly string[];
  /** The first moment at which an approval no longer holds. */
  until: Date | null;
  /** Id under which the ledger has it. */
  subjectId: string;
};

export const ENTRY_KINDS = ["approval", "refusal", "suspension"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const ENTRY_STATES = [
  "provisioning",
  "active",
  "restricted",
  "suspended",
  "superseded",
  "revoked",
  "expired",
  "refused_by_rule",
  "declined",
  "lifted",
] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** What an address asks for. */
export type RegisterFilter = {
  kind: EntryKind | null;
  /** Part of a published name, of an id, or a rule's or purpose's id; case does not matter. */
  search: string;
  /** From 1. */
  page: number;
};

export const SEARCH_MAX = 100;
const PAGES_MAX = 100_000;

/** Reads a filter from an address; what it does not know is left at its default. */
export function registerFilter(
  from: Readonly<Record<string, string | string[] | undefined>>,
): RegisterFilter {
  const one = (name: string) => [from[name]].flat()[0] ?? "";
  const page = Number(one("page"));
  return {
    kind: ENTRY_KINDS.find((kind) => kind === one("kind")) ?? null,
    // PostgreSQL has a NUL in no text.
    search: one("search").replaceAll("\0", "").trim().slice(0, SEARCH_MAX),
    page: Number.isInteger(page) && page >= 1 && page <= PAGES_MAX ? page : 1,
  };
}

export function isEntryState(text: string): text is EntryState {
  return ENTRY_STATES.some((state) => state === text);
}
