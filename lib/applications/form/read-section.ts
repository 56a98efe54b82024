import type { Field, RowsField, SimpleField, Step } from "./field";

/** A posted form: names and values in order, as `FormData` or a URL-encoded body gives them; files left out. */
export type Entries = readonly (readonly [name: string, value: string])[];

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type SectionData = { [key: string]: JsonValue };

/** Turns a typed place ("Illinois", "gb") into its code, or leaves it as typed. */
export type PlaceReader = (typed: string) => string;

/**
 * Turns a step's flat form (`deployment.sites.0.city`) into the section as data.
 *
 * Total: whatever was typed is kept. A number that is none stays the text that it is, and a choice that does
 * not exist stays too; saying what is wrong with them is the contract's part, and theirs alone.
 *
 * Rows may be posted with gaps in their numbers; a row with nothing in it is no row.
 */
export function readSection(step: Step, entries: Entries, place: PlaceReader): SectionData {
  const values = new Map<string, string[]>();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  const section: SectionData = {};
  for (const field of step.fields) {
    const value = readField(field, values, `${step.section}.${field.name}`, place);
    put(section, field.name, value);
  }
  return section;
}

type Values = ReadonlyMap<string, readonly string[]>;

function readField(field: Field, values: Values, name: string, place: PlaceReader): JsonValue | undefined {
  switch (field.kind) {
    case "rows":
      return readRows(field, values, name, place);
    case "choices":
      return [...new Set(readLines(values.get(name)))];
    case "lines":
      return readLines(values.get(name));
    case "places":
      return [...new Set(readLines(values.get(name)).map(place))];
    case "agree":
      return values.get(name)?.at(-1) === "true";
    default:
      return readSimple(field, values.get(name)?.at(-1), place);
  }
}

function readSimple(
  field: SimpleField,
  posted: string | undefined,
  place: PlaceReader,
): JsonValue | undefined {
  const typed = storable(posted ?? "")
    .replaceAll("\r\n", "\n")
    .trim();
  if (typed === "") return field.empty === "absent" ? undefined : field.empty;
  if (field.kind === "number") return readNumber(typed);
  if (field.kind === "yes_no") return typed === "true" ? true : typed === "false" ? false : typed;
  return field.kind === "place" ? place(typed) : typed;
}

/** Nobody types NUL or half a surrogate pair, and PostgreSQL's jsonb holds neither. */
export function storable(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

/** Grouping as people write it (60,000 or 60 000) is taken; anything else stays as typed. */
function readNumber(typed: string): number | string {
  const plain = typed.replace(/(?<=\d)[,\u00a0\u202f ](?=\d{3}(?:\D|$))/g, "");
  const number = /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(number) ? number : typed;
}

function readLines(posted: readonly string[] | undefined): string[] {
  return (posted ?? [])
    .flatMap((value) => value.split(/\r\n|\r|\n/))
    .map((line) => storable(line).trim())
    .filter((line) => line !== "");
}

function readRows(field: RowsField, values: Values, name: string, place: PlaceReader): JsonValue[] {
  return rowNumbers(values, name).flatMap((number) => {
    const row: SectionData = {};
    for (const inner of field.fields) {
      const value = readSimple(inner, values.get(`${name}.${number}.${inner.name}`)?.at(-1), place);
      put(row, inner.name, value);
    }
    const typed = field.fields.some(
      (inner) => (values.get(`${name}.${number}.${inner.name}`)?.at(-1) ?? "").trim() !== "",
    );
    return typed ? [row] : [];
  });
}

/** A list longer than any contract allows is cut, so that a hostile form cannot make work without end. */
const ROWS_MAX = 500;

function rowNumbers(values: Values, name: string): number[] {
  const found = new Set<number>();
  for (const key of values.keys()) {
    if (!key.startsWith(`${name}.`)) continue;
    const number = /^(\d{1,6})\./.exec(key.slice(name.length + 1))?.[1];
    if (number !== undefined) found.add(Number(number));
  }
  return [...found].sort((one, other) => one - other).slice(0, ROWS_MAX);
}

/**
 * Sets `retention_days.probe` as `{retention_days: {probe}}`; without a value the group alone, since a group
 * with nothing in it is an answer. Paths come from the step tables, never from the form.
 */
function put(target: SectionData, path: string, value: JsonValue | undefined): void {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    if (value !== undefined) target[head] = value;
    return;
  }
  const inner = target[head];
  const group: SectionData = isGroup(inner) ? inner : {};
  target[head] = group;
  put(group, rest.join("."), value);
}

export function isGroup(value: JsonValue | undefined): value is SectionData {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
