import type { FieldError } from "#lib/platform/errors";
import type { FactKind } from "./facts";
import { factRow, isFactName } from "./facts";

/** What a condition may refer to at the place where it stands. */
export type Surroundings = {
  lists: Readonly<Record<string, readonly string[]>>;
  /** Definitions before this one; true for one that asks about a site. */
  definitions: ReadonlyMap<string, boolean>;
  /** Whether a site is at hand. */
  isOfSite: boolean;
};

/** What each comparison reads, and what it is compared with. */
const COMPARISONS: Readonly<
  Record<string, { kind: FactKind; operand: "flag" | "value" | "values" | "number" }>
> = {
  is: { kind: "flag", operand: "flag" },
  eq: { kind: "word", operand: "value" },
  in: { kind: "word", operand: "values" },
  has: { kind: "words", operand: "value" },
  has_any: { kind: "words", operand: "values" },
  only: { kind: "words", operand: "values" },
  at_least: { kind: "number", operand: "number" },
  at_most: { kind: "number", operand: "number" },
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The values that a comparison names, or what is wrong with them. */
function operandValues(operand: unknown, kind: string, lists: Surroundings["lists"]): string[] | string {
  if (kind === "value") return typeof operand === "string" ? [operand] : "A text is needed here";
  if (kind !== "values") return [];
  if (isRecord(operand)) {
    const list =
      typeof operand.list === "string" && Object.hasOwn(lists, operand.list)
        ? lists[operand.list]
        : undefined;
    return list === undefined ? `No list of the pack is called ${String(operand.list)}` : [...list];
  }
  const isTexts = Array.isArray(operand) && operand.every((value) => typeof value === "string");
  return isTexts ? operand : 'A list of texts, or {"list": "name"}, is needed here';
}

function comparisonProblem(condition: Record<string, unknown>, around: Surroundings): string | undefined {
  const fact = String(condition.fact);
  if (!isFactName(fact)) return `No fact is called ${fact}`;
  const row = factRow(fact);
  if (row.of === "site" && !around.isOfSite)
    return `${fact} is a fact of a site: the rule's scope must be site`;
  const [key, ...more] = Object.keys(condition).filter((other) => other !== "fact");
  const comparison = key === undefined || !Object.hasOwn(COMPARISONS, key) ? undefined : COMPARISONS[key];
  if (key === undefined || comparison === undefined || more.length > 0) {
    return `Compare ${fact} with exactly one of ${Object.keys(COMPARISONS).join(", ")}`;
  }
  if (comparison.kind !== row.kind) return `${key} reads a ${comparison.kind}, but ${fact} is a ${row.kind}`;
  const operand = condition[key];
  if (comparison.operand === "flag" && typeof operand !== "boolean") return "true or false is needed here";
  if (comparison.operand === "number" && typeof operand !== "number") return "A number is needed here";
  const values = operandValues(operand, comparison.operand, around.lists);
  if (typeof values === "string") return values;
  const stranger = values.find((value) => row.values !== undefined && !row.values.includes(value));
  return stranger === undefined ? undefined : `${fact} is never ${stranger}`;
}

/** What is wrong with a condition, each with a pointer that begins with `at`. */
export function conditionProblems(condition: unknown, at: string, around: Surroundings): FieldError[] {
  if (!isRecord(condition)) return [{ pointer: at, message: "A condition is needed here" }];
  if ("fact" in condition) {
    const message = comparisonProblem(condition, around);
    return message === undefined ? [] : [{ pointer: at, message }];
  }
  const [key, ...more] = Object.keys(condition);
  const part = key === undefined || more.length > 0 ? undefined : condition[key];
  if ((key === "all" || key === "any") && Array.isArray(part)) {
    return part.flatMap((inner, index) => conditionProblems(inner, `${at}/${key}/${index}`, around));
  }
  if (key === "not") return conditionProblems(part, `${at}/not`, around);
  if (key === "defined" && typeof part === "string") {
    const asksSite = around.definitions.get(part);
    if (asksSite === undefined)
      return [{ pointer: at, message: `Nothing before this is defined as ${part}` }];
    if (asksSite && !around.isOfSite) {
      return [{ pointer: at, message: `${part} asks about a site: the rule's scope must be site` }];
    }
    return [];
  }
  return [{ pointer: at, message: "Use exactly one of all, any, not, defined, or a fact with a comparison" }];
}
