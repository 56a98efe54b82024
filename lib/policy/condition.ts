import type { FactName, FactTable } from "./facts";

/** A list of values, or the name of one of the pack's lists. */
export type Values = readonly string[] | { list: string };

/**
 * The `when` of a rule: what a policy author can say about an application.
 *
 * `is` reads a flag; `eq` and `in` a word; `has`, `has_any` and `only` a set of words (`only`: not empty, and
 * nothing besides); `at_least` and `at_most` a number; `defined` one of the pack's named conditions.
 * `{ all: [] }` holds always, `{ any: [] }` never.
 */
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { defined: string }
  | { fact: FactName; is: boolean }
  | { fact: FactName; eq: string }
  | { fact: FactName; in: Values }
  | { fact: FactName; has: string }
  | { fact: FactName; has_any: Values }
  | { fact: FactName; only: Values }
  | { fact: FactName; at_least: number }
  | { fact: FactName; at_most: number };

/** What a condition is read against: the facts at hand and the pack's own words. */
export type Scope = {
  facts: FactTable;
  lists: Readonly<Record<string, readonly string[]>>;
  definitions: ReadonlyMap<string, Condition>;
};

function valuesOf(values: Values, { lists }: Scope): readonly string[] {
  return "list" in values ? (lists[values.list] ?? []) : values;
}

function wordsOf(name: FactName, { facts }: Scope): readonly string[] {
  const value = facts[name];
  return Array.isArray(value) ? value : [];
}

function numberOf(name: FactName, { facts }: Scope): number {
  const value = facts[name];
  return typeof value === "number" ? value : Number.NaN;
}

function factHolds(condition: Extract<Condition, { fact: FactName }>, scope: Scope): boolean {
  const { fact } = condition;
  if ("is" in condition) return scope.facts[fact] === condition.is;
  if ("eq" in condition) return scope.facts[fact] === condition.eq;
  if ("in" in condition) return valuesOf(condition.in, scope).some((value) => value === scope.facts[fact]);
  if ("at_least" in condition) return numberOf(fact, scope) >= condition.at_least;
  if ("at_most" in condition) return numberOf(fact, scope) <= condition.at_most;

  const words = wordsOf(fact, scope);
  if ("has" in condition) return words.includes(condition.has);
  if ("has_any" in condition) {
    return valuesOf(condition.has_any, scope).some((value) => words.includes(value));
  }
  const allowed = valuesOf(condition.only, scope);
  return words.length > 0 && words.every((word) => allowed.includes(word));
}

/**
 * Whether a condition holds. Total for the conditions of a checked pack: a fact that is not there, as a site's
 * when no site is looked at, makes every comparison with it false.
 */
export function holds(condition: Condition, scope: Scope): boolean {
  if ("all" in condition) return condition.all.every((part) => holds(part, scope));
  if ("any" in condition) return condition.any.some((part) => holds(part, scope));
  if ("not" in condition) return !holds(condition.not, scope);
  if ("defined" in condition) return definedHolds(condition.defined, scope);
  return factHolds(condition, scope);
}

/** Named conditions that were read against a scope; nobody changes a scope, and many rules ask the same of it. */
const readBefore = new WeakMap<Scope, Map<string, boolean>>();

function definedHolds(name: string, scope: Scope): boolean {
  const known = readBefore.get(scope) ?? new Map<string, boolean>();
  readBefore.set(scope, known);
  const before = known.get(name);
  if (before !== undefined) return before;
  const named = scope.definitions.get(name);
  const does = named !== undefined && holds(named, scope);
  known.set(name, does);
  return does;
}
