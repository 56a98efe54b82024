import type { z } from "zod";
import { plainWords } from "./field-errors";

const WANTED: Readonly<Record<string, string>> = {
  boolean: "true or false",
  string: "a text in quotes",
  number: "a number",
  int: "a whole number",
  array: "a list in square brackets",
  record: "a group in braces",
  object: "a group in braces",
};

/** What would be right in a pack, where its schema has no words of its own, and what is there instead. */
export const packErrorWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type") {
    const wanted = WANTED[issue.expected] ?? issue.expected;
    return issue.input === undefined
      ? `Missing: ${wanted} is needed`
      : `Not ${kindOf(issue.input)}: ${wanted} is needed`;
  }
  if (issue.code === "invalid_value") return `One of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_small") return `At least ${issue.minimum}`;
  return plainWords(issue);
};

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return WANTED[typeof value] ?? typeof value;
}
