import type { Condition } from "./field";

/**
 * Whether a field with this condition is asked.
 *
 * @param sections everything typed so far, by section
 */
export function isAsked(when: Condition | undefined, sections: unknown): boolean {
  if (when === undefined) return true;
  return when.paths
    .flatMap((path) => valuesAt(sections, path.split(".")))
    .some((value) => typeof value === "string" && when.is.includes(value));
}

/** All values at a path; a list on the way, or at its end, stands for each of its items. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [key, ...rest] = path;
  return key === undefined ? [value] : valuesAt(valueAt(value, key), rest);
}

/** The value at a dotted path within nested objects and lists; undefined where there is none. */
export function valueAt(root: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return Object.entries(value).find(([name]) => name === key)?.[1];
  }, root);
}
