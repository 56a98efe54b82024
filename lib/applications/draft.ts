import { SECTIONS, type Section } from "./form/field";
import { isGroup, type JsonValue, type SectionData } from "./form/read-section";

/** Who saved a section last, and which tab of theirs: a tab that saves again after a lost answer conflicts with nobody. */
export type Save = { version: number; at: string; byId: string; editor: string };

/** The form as typed so far. Sections are kept as they are, valid or not. */
export type Draft = {
  sections: { readonly [S in Section]?: SectionData };
  saves: { readonly [S in Section]?: Save };
};

/** Reads a stored draft; what does not have the shape of one is left out. Total. */
export function draftFrom(stored: unknown): Draft {
  const root = asGroup(stored);
  const sections: { [S in Section]?: SectionData } = {};
  const saves: { [S in Section]?: Save } = {};
  for (const section of SECTIONS) {
    const values = asGroup(root.sections)[section];
    if (isGroup(values)) sections[section] = values;
    const save = asSave(asGroup(root.saves)[section]);
    if (save !== undefined) saves[section] = save;
  }
  return { sections, saves };
}

/** The draft with one section replaced. What the section's form does not know (an imported register) stays. */
export function withSection(draft: Draft, section: Section, values: SectionData, save: Save): Draft {
  const before = draft.sections[section] ?? {};
  const merged: SectionData = { ...values };
  for (const [key, group] of Object.entries(values)) {
    const old = before[key];
    if (!isGroup(group) || !isGroup(old)) continue;
    const unknown = Object.entries(old).filter(
      ([name]) => KEEPS_UNKNOWN.has(`${section}.${key}`) && !(name in group),
    );
    merged[key] = { ...Object.fromEntries(unknown), ...group };
  }
  return { sections: { ...draft.sections, [section]: merged }, saves: { ...draft.saves, [section]: save } };
}

export type SaveCheck = { ok: true; changed: boolean } | { ok: false; refusal: "stale"; theirs: Save };

/**
 * Whether a save may replace what is stored.
 *
 * Two people in two sections never meet. In one section, the later save is refused unless it started from what
 * is stored, says the same, or comes from the very tab that saved last (its answer was lost on the way).
 *
 * @param save.startedFrom draftVersion that the page showed
 */
export function checkSave(
  draft: Draft,
  save: { section: Section; values: SectionData; startedFrom: number; byId: string; editor: string },
): SaveCheck {
  const last = draft.saves[save.section];
  const changed = !sameJson(draft.sections[save.section] ?? {}, save.values);
  const ownTab = last?.byId === save.byId && last.editor !== "" && last.editor === save.editor;
  if (last === undefined || last.version <= save.startedFrom || ownTab || !changed)
    return { ok: true, changed };
  return { ok: false, refusal: "stale", theirs: last };
}

/** Groups whose keys are open: the registers of the law step. */
const KEEPS_UNKNOWN: ReadonlySet<string> = new Set(["law.registrations"]);

function sameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, index) => sameJson(value, other[index]));
  }
  if (!isGroup(one) || !isGroup(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => sameJson(one[key], other[key]));
}

function asGroup(value: unknown): { readonly [key: string]: JsonValue } {
  // A stored draft is JSON, so what is an object in it holds JSON.
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: JsonValue })
    : {};
}

function asSave(value: JsonValue | undefined): Save | undefined {
  if (!isGroup(value)) return undefined;
  const { version, at, byId, editor } = value;
  if (typeof version !== "number" || typeof at !== "string") return undefined;
  return {
    version,
    at,
    byId: typeof byId === "string" ? byId : "",
    editor: typeof editor === "string" ? editor : "",
  };
}
