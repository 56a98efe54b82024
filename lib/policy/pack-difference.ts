import { canonicalJson, type Json } from "#lib/platform/canonical-json";
import { type ConditionWords, conditionWords, type FactLabel } from "./condition-words";
import type { PolicyPack } from "./pack";
import { isCondition, partWords } from "./pack-part-words";

/** One thing that two packs say differently. */
export type PackChange = {
  /** RFC 6901: into the later pack, or into the earlier for what is no longer there. */
  pointer: string;
  kind: "added" | "removed" | "changed";
  /** What it is of: `Rule HS23, effect of clause 2`. */
  what: string;
  /** In words; empty where there was or is nothing. */
  before: string;
  after: string;
};

type Side = { pack: PolicyPack; value: unknown; pointer: string };
type Asked = { before: Side; after: Side; path: readonly string[]; label: FactLabel };

/**
 * Everything in which one pack differs from another, nothing summed up: lists of things with a name are compared by it,
 * whatever their order, all others place by place. Empty when both say the same. Pure.
 *
 * @param label words for the values of closed lists, in conditions
 */
export function packDifference(before: PolicyPack, after: PolicyPack, label: FactLabel): PackChange[] {
  return differences({
    before: { pack: before, value: before, pointer: "" },
    after: { pack: after, value: after, pointer: "" },
    path: [],
    label,
  });
}

function differences(asked: Asked): PackChange[] {
  const { before, after, path } = asked;
  if (sameValue(before.value, after.value)) return [];
  if (isCondition(path) || !isGroup(before.value) || !isGroup(after.value)) return [changed(asked)];
  if (Array.isArray(before.value) !== Array.isArray(after.value)) return [changed(asked)];
  if (isPlainList(before.value) && isPlainList(after.value)) return [changed(asked)];
  const earlier = partsOf(before.value);
  const later = partsOf(after.value);
  const names = [...earlier.keys(), ...[...later.keys()].filter((name) => !earlier.has(name))];
  return names.flatMap((name) =>
    differences({
      ...asked,
      before: part(before, earlier.get(name)),
      after: part(after, later.get(name)),
      path: [...path, name],
    }),
  );
}

function part({ pack, pointer }: Side, found: { key: string; value: unknown } | undefined): Side {
  if (found === undefined) return { pack, value: undefined, pointer };
  return { pack, value: found.value, pointer: `${pointer}/${token(found.key)}` };
}

function changed({ before, after, path, label }: Asked): PackChange {
  const kind = before.value === undefined ? "added" : after.value === undefined ? "removed" : "changed";
  const say = ({ pack, value }: Side) => (value === undefined ? "" : words(pack, value, path, label));
  return {
    pointer: (kind === "removed" ? before : after).pointer,
    kind,
    what: partWords(path),
    before: say(before),
    after: say(after),
  };
}

function words(pack: PolicyPack, value: unknown, path: readonly string[], label: FactLabel): string {
  if (isCondition(path) && isGroup(value) && !Array.isArray(value)) {
    // A checked pack holds a condition here (`checkPack`).
    return sentence(conditionWords(pack, value as Parameters<typeof conditionWords>[1], label));
  }
  if (isPlainList(value)) return value.length === 0 ? "none" : value.map(String).join(", ");
  if (typeof value === "string") return value;
  if (value === null) return "none";
  if (isGroup(value)) return summary(value);
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

function sentence({ text, parts }: ConditionWords): string {
  // A definition is a sentence of its own; within another its full stop would end that.
  const inside = parts.map((part) => sentence(part).replace(/\.$/, ""));
  return parts.length === 0 ? text : `${text}: ${inside.join("; ")}`;
}

/** What stands for a whole that came or went: its own title, or its JSON. */
function summary(value: object): string {
  const titled = value as Record<string, unknown>;
  for (const name of ["title", "name", "says", "because", "text"]) {
    if (typeof titled[name] === "string") return titled[name];
  }
  return JSON.stringify(value);
}

/** The names by which things of a pack are known among their own. */
const NAMES = ["id", "name", "fact", "ref"] as const;

function partsOf(value: object): ReadonlyMap<string, { key: string; value: unknown }> {
  const entries = Object.entries(value).map(([key, own]) => ({ key, value: own as unknown }));
  if (!Array.isArray(value)) return new Map(entries.map((entry) => [entry.key, entry]));
  const names = entries.map(({ value: own }) => nameOf(own));
  const isNamed = names.every((name) => name !== null) && new Set(names).size === names.length;
  return new Map(entries.map((entry, at) => [(isNamed ? names[at] : null) ?? String(at + 1), entry]));
}

function nameOf(value: unknown): string | null {
  if (!isGroup(value)) return null;
  const named = value as Record<string, unknown>;
  if (typeof named.city === "string") return `${named.city}, ${named.region}`;
  const name = NAMES.map((key) => named[key]).find((found) => typeof found === "string");
  return typeof name === "string" ? name : null;
}

function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPlainList(value: unknown): value is readonly (string | number | boolean | null)[] {
  return Array.isArray(value) && value.every((part) => !isGroup(part));
}

function sameValue(one: unknown, other: unknown): boolean {
  return one === other || (isGroup(one) && isGroup(other) && canonicalize(one) === canonicalize(other));
}

function canonicalize(group: object): string {
  const json: Json = JSON.parse(JSON.stringify(group));
  return canonicalJson(json);
}

function token(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
