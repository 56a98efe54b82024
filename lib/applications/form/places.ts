import { isCountry, isRegion } from "#lib/policy/places";
import type { Option } from "./field";

/** The states whose names people type. Georgia is left to the country: the state is typed as US-GA. */
const US_STATES: readonly (readonly [code: string, name: string])[] = [
  ["US-AL", "Alabama"],
  ["US-AK", "Alaska"],
  ["US-AZ", "Arizona"],
  ["US-AR", "Arkansas"],
  ["US-CA", "California"],
  ["US-CO", "Colorado"],
  ["US-CT", "Connecticut"],
  ["US-DE", "Delaware"],
  ["US-FL", "Florida"],
  ["US-GA", "Georgia"],
  ["US-HI", "Hawaii"],
  ["US-ID", "Idaho"],
  ["US-IL", "Illinois"],
  ["US-IN", "Indiana"],
  ["US-IA", "Iowa"],
  ["US-KS", "Kansas"],
  ["US-KY", "Kentucky"],
  ["US-LA", "Louisiana"],
  ["US-ME", "Maine"],
  ["US-MD", "Maryland"],
  ["US-MA", "Massachusetts"],
  ["US-MI", "Michigan"],
  ["US-MN", "Minnesota"],
  ["US-MS", "Mississippi"],
  ["US-MO", "Missouri"],
  ["US-MT", "Montana"],
  ["US-NE", "Nebraska"],
  ["US-NV", "Nevada"],
  ["US-NH", "New Hampshire"],
  ["US-NJ", "New Jersey"],
  ["US-NM", "New Mexico"],
  ["US-NY", "New York"],
  ["US-NC", "North Carolina"],
  ["US-ND", "North Dakota"],
  ["US-OH", "Ohio"],
  ["US-OK", "Oklahoma"],
  ["US-OR", "Oregon"],
  ["US-PA", "Pennsylvania"],
  ["US-RI", "Rhode Island"],
  ["US-SC", "South Carolina"],
  ["US-SD", "South Dakota"],
  ["US-TN", "Tennessee"],
  ["US-TX", "Texas"],
  ["US-UT", "Utah"],
  ["US-VT", "Vermont"],
  ["US-VA", "Virginia"],
  ["US-WA", "Washington"],
  ["US-WV", "West Virginia"],
  ["US-WI", "Wisconsin"],
  ["US-WY", "Wyoming"],
  ["US-DC", "District of Columbia"],
];

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const names = new Intl.DisplayNames(["en"], { type: "region" });

/** Every country that the policy knows, by English name. */
export const COUNTRY_OPTIONS: readonly Option[] = LETTERS.flatMap((first) =>
  LETTERS.map((second) => first + second),
)
  .filter(isCountry)
  .map((value) => ({ value, label: names.of(value) ?? value }))
  .sort((one, other) => one.label.localeCompare(other.label, "en"));

/** What a field for a country or a region suggests: countries, the states of the US, the EU. */
export const PLACE_OPTIONS: readonly Option[] = [
  { value: "EU", label: "European Union" },
  ...COUNTRY_OPTIONS,
  ...US_STATES.map(([value, name]) => ({ value, label: `${name}, United States` })),
];

const ALIASES: readonly (readonly [name: string, code: string])[] = [
  ["uk", "GB"],
  ["great britain", "GB"],
  ["england", "GB"],
  ["usa", "US"],
  ["united states of america", "US"],
  ["european union", "EU"],
];

const codes = new Map<string, string>([
  ...US_STATES.map(([code, name]) => [name.toLowerCase(), code] as const),
  ...PLACE_OPTIONS.map(({ value, label }) => [label.toLowerCase(), value] as const),
  ...ALIASES,
]);

/** The code of a place typed by name or code; what is neither stays as typed, for the contract to refuse. */
export function placeCode(typed: string): string {
  const upper = typed.toUpperCase();
  if (upper === "EU" || isCountry(upper) || isRegion(upper)) return upper;
  return codes.get(typed.toLowerCase()) ?? typed;
}

/** A code in words: "Illinois, United States" for `US-IL`; the code itself when it has none. */
export function placeName(code: string): string {
  return PLACE_OPTIONS.find(({ value }) => value === code)?.label ?? code;
}
