/** What the parts of a pack are called, one of each. */
const PARTS: Readonly<Record<string, string>> = {
  version: "Version",
  released_on: "Day of release",
  title: "Title",
  lists: "List",
  definitions: "Definition",
  risk: "Risk of",
  tiers: "Tier",
  tracks: "Track",
  sign_off_adds: "Approvers that an extra sign-off adds",
  clocks: "Clock",
  factors: "Factor",
  rules: "Rule",
  conditions: "Condition",
  local_bans: "Local ban of",
  legal_facts: "Legal fact",
  document_valid_months: "Months for which a document counts, of",
  sources: "Source",
};

/** Whether a path into a pack ends at a condition, which is read as one sentence. */
export function isCondition(path: readonly string[]): boolean {
  const last = path.at(-1);
  return last === "when" || last === "not_applicable_when";
}

/**
 * A place in a pack in words: `Rule HS23, clauses 2, effect`.
 *
 * @param path names of groups and things, numbers from 1 for what has no name
 */
export function partWords(path: readonly string[]): string {
  const [first = "", ...rest] = path;
  const [name, ...inside] = rest;
  const part = PARTS[first] ?? plain(first);
  const of = name === undefined ? part : `${part} ${first === "local_bans" ? name : plain(name)}`;
  return [of, ...joined(inside)].join(", ");
}

/** `clauses`, `2` becomes `clauses 2`. */
function joined(inside: readonly string[]): string[] {
  const words: string[] = [];
  for (const word of inside) {
    const before = /^\d+$/.test(word) ? words.pop() : undefined;
    words.push(before === undefined ? plain(word) : `${before} ${word}`);
  }
  return words;
}

function plain(name: string): string {
  return name.replaceAll("_", " ");
}
