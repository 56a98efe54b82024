import type { Condition } from "./field";

/**
 * Whether a field with this condition is asked.
 *
 * @param answer the answer at a path such as `deployment.mode`, as typed so far
 */
export function isAsked(when: Condition | undefined, answer: (path: string) => unknown): boolean {
  if (when === undefined) return true;
  const given = answer(when.path);
  const values: readonly unknown[] = Array.isArray(given) ? given : [given];
  return values.some((value) => typeof value === "string" && when.is.includes(value));
}

/** The value at a dotted path within nested objects and lists; undefined where there is none. */
export function valueAt(root: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return Object.entries(value).find(([name]) => name === key)?.[1];
  }, root);
}
