import { readFileSync } from "node:fs";
import { checkApplication } from "#lib/policy/check-application";
import { checkPack } from "#lib/policy/check-pack";
import type { ApplicationData } from "#lib/policy/contract";
import type { LegalFact } from "#lib/policy/legal-fact";
import type { PolicyPack } from "#lib/policy/pack";
import { type Screening, screen } from "#lib/policy/screen";

/** Fields to put in place of a sample's own, section by section. */
export type Changes = {
  [S in keyof ApplicationData]?: ApplicationData[S] extends readonly unknown[]
    ? ApplicationData[S]
    : Partial<ApplicationData[S]>;
};

export type SampleName = "airline" | "us-police" | "hospital" | "retailer" | "prosecutor";

const FILES: Readonly<Record<SampleName, string>> = {
  airline: "prisma/samples/airline.json",
  "us-police": "prisma/samples/us-police.json",
  hospital: "prisma/samples/hospital.json",
  retailer: "tests/fixtures/applications/retailer.json",
  prosecutor: "tests/fixtures/applications/prosecutor.json",
};

export const TODAY = "2026-11-22";

export const STATUTE: LegalFact = {
  fact: "us_federal_fr_statute",
  in_force_from: "2031-01-01",
  checklist: {
    judicial_authorisation: true,
    bias_testing: true,
    transparency: true,
    remedy: true,
    non_discrimination: true,
  },
};

export function projectFile(file: string): string {
  return new URL(`../../../${file}`, import.meta.url).pathname;
}

export function readJson(file: string): unknown {
  return JSON.parse(readFileSync(projectFile(file), "utf8"));
}

function must<T>(checked: { ok: true; data: T } | { ok: false; errors: readonly unknown[] }): T {
  if (!checked.ok) throw new Error(`not valid: ${JSON.stringify(checked.errors)}`);
  return checked.data;
}

export const PACK: PolicyPack = must(checkPack(readJson("prisma/packs/2026-11.json")));

/** A sample with changes; throws when the result is not a valid application, so that no test rests on one. */
export function sample(name: SampleName, changes: Changes = {}): ApplicationData {
  const base = must(checkApplication(readJson(FILES[name])));
  const changed = Object.entries(changes).map(([section, value]) => [
    section,
    Array.isArray(value) ? value : { ...base[section as keyof ApplicationData], ...value },
  ]);
  return must(checkApplication({ ...base, ...Object.fromEntries(changed) }));
}

/** Screens a sample with changes under the shipped pack. */
export function judge(
  name: SampleName,
  changes: Changes = {},
  { on = TODAY, facts = [] }: { on?: string; facts?: readonly LegalFact[] } = {},
): Screening {
  return screen(PACK, sample(name, changes), { facts, on });
}

/** The ids of the rules that fired, each with its effect: `HS01:deny`. */
export function fired({ rules }: Screening): string[] {
  return rules.map(({ id, effect }) => `${id}:${effect}`);
}

type Site = ApplicationData["deployment"]["sites"][number];

export function site(
  name: string,
  country: string,
  region: string | null,
  city: string,
  place_kind: Site["place_kind"],
): Site {
  return { name, country, region, city, place_kind };
}

export const PORTLAND = site("Portland airport", "US", "US-OR", "Portland", "airport");
export const LONDON = site("Terminal 2 gates 20-25", "GB", "GB-LND", "London", "airport");

/** Documents that staff verified, besides those of the sample. */
export function verified(
  ...kinds: ApplicationData["documents"][number]["kind"][]
): ApplicationData["documents"] {
  return kinds.map((kind) => ({ kind, verified: true }));
}

export function order(changes: Partial<ApplicationData["law"]["instruments"][number]> = {}) {
  return {
    kind: "judicial_order" as const,
    issuer: "Amtsgericht Altstadt",
    reference: "12 Gs 345/26",
    scope: "the suspect of the robbery of 3 November, recordings of the station, one search",
    valid_from: "2026-11-01",
    valid_to: "2026-12-01",
    emergency: false,
    ...changes,
  };
}
