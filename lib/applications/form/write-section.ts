import { valueAt } from "./condition";
import type { Field, Step } from "./field";
import type { Entries } from "./read-section";

/**
 * The flat form of a section: what its page shows, and what `readSection` turns back into the same section.
 * Total: a value of an unexpected kind is written as the text that it reads as, or not at all.
 */
export function writeSection(step: Step, values: unknown): Entries {
  return step.fields.flatMap((field) =>
    writeField(field, valueAt(values, field.name), `${step.section}.${field.name}`),
  );
}

function writeField(field: Field, value: unknown, name: string): Entries {
  switch (field.kind) {
    case "choices":
      return listOf(value).flatMap((one) => entry(name, one));
    case "lines":
    case "places":
      return entry(name, listOf(value).map(asText).join("\n"));
    case "rows":
      return listOf(value).flatMap((row, index) =>
        field.fields.flatMap((inner) => entry(`${name}.${index}.${inner.name}`, valueAt(row, inner.name))),
      );
    default:
      return entry(name, value);
  }
}

function entry(name: string, value: unknown): Entries {
  const text = asText(value);
  return text === "" ? [] : [[name, text]];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}
