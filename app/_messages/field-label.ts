import type { Step } from "#lib/applications/form/field";

/** What a question in a row of a list is called, from the list, the number of the row, and the question. */
export type RowOf = (list: string, number: number, label: string) => string;

/**
 * What a step calls a field.
 *
 * @param name its name in the form: `deployment.sites.1.city`
 * @returns null for a field that the step does not have
 */
export function labelOf(step: Step, name: string, rowOf: RowOf): string | null {
  const inSection = name.slice(step.section.length + 1);
  const field = step.fields.find((one) => inSection === one.name || inSection.startsWith(`${one.name}.`));
  if (field === undefined) return null;
  if (field.kind !== "rows" || inSection === field.name) return field.label;
  const [row = "0", ...rest] = inSection.slice(field.name.length + 1).split(".");
  const inner = field.fields.find((one) => one.name === rest.join("."));
  return inner === undefined
    ? `${field.label}, ${Number(row) + 1}`
    : rowOf(field.label, Number(row) + 1, inner.label);
}
