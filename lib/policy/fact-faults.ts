import type { FieldError } from "#lib/platform/errors";
import { type Day, isDay } from "./days";
import type { FactStatement } from "./fact-statement";
import type { PolicyPack } from "./pack";
import { countryOf, isCountry, isRegion } from "./places";

/** What is said of the law, before the record has an id. */
export type FactDraft = Omit<FactStatement, "id">;

/** Characters of what the law says, and of the reason for each demand of a checklist. */
const STATEMENT_CHARS_MIN = 20;
const DEMAND_REASON_CHARS_MIN = 10;

/**
 * What is wrong with a record of the law, one entry a field; nothing when it can be put before the people. Pure.
 *
 * A fact that begins meets every demand of the pack's checklist, each with a reason: half a statute lifts nothing and
 * is not asked about.
 *
 * @param known the facts that the pack waits for: the closed set of kinds
 */
export function factFaults(known: PolicyPack["legal_facts"], said: FactDraft, today: Day): FieldError[] {
  if (said.ends !== null) return [...faultsOfEnding(said), ...faultsOfWords(said, today)];
  const asked = known.find(({ fact }) => fact === said.fact);
  if (asked === undefined) {
    const names = known.map(({ fact }) => fact).join(", ");
    return [{ pointer: "/fact", message: `No rule waits for it; the pack knows ${names}` }];
  }
  return [
    ...faultOfPlace(said),
    ...faultOfDays(said),
    ...faultsOfWords(said, today),
    ...faultsOfChecklist(asked.checklist, said),
  ];
}

const DEMAND_REASON_WANTED = `Say which section meets it, in at least ${DEMAND_REASON_CHARS_MIN} characters`;

/** The country whose law a fact is, which its name begins with: US of `us_federal_fr_statute`; null for no such name. */
export function countryOfFact(fact: string): string | null {
  const [first = ""] = fact.split("_");
  const code = first.toUpperCase();
  return isCountry(code) ? code : null;
}

function faultOfPlace({ fact, place }: FactDraft): FieldError[] {
  const pointer = "/place";
  if (place === null || !(isCountry(place) || isRegion(place)))
    return [{ pointer, message: "Give the code of a country or region, such as US or US-IL" }];
  const country = countryOfFact(fact);
  if (country === null || countryOf(place) === country) return [];
  return [{ pointer, message: `This is a fact of the law of ${country}` }];
}

function faultOfDays({ in_force_from: from, in_force_to: to }: FactDraft): FieldError[] {
  if (from === null || !isDay(from))
    return [{ pointer: "/in_force_from", message: "Give the first day, such as 2031-01-01" }];
  if (to === null || (isDay(to) && to >= from)) return [];
  return [{ pointer: "/in_force_to", message: "Give a day that is not before the first, or none" }];
}

type Checklist = PolicyPack["legal_facts"][number]["checklist"];

function faultsOfChecklist(asked: Checklist, { checklist, reasons }: FactDraft): FieldError[] {
  const unknown = [...new Set([...Object.keys(checklist), ...Object.keys(reasons)])].filter(
    (id) => !asked.some((demand) => demand.id === id),
  );
  return [
    ...asked.flatMap(({ id, says }) => [
      ...(checklist[id] === true
        ? []
        : [{ pointer: `/checklist/${id}`, message: `The statute must meet this: ${says}` }]),
      ...(hasWords(reasons[id], DEMAND_REASON_CHARS_MIN)
        ? []
        : [{ pointer: `/reasons/${id}`, message: DEMAND_REASON_WANTED }]),
    ]),
    ...unknown.map((id) => ({
      pointer: `/checklist/${id}`,
      message: "Take it out: the pack does not ask it",
    })),
  ];
}

function faultsOfEnding({ in_force_from: from, in_force_to: to, ...said }: FactDraft): FieldError[] {
  const faults: FieldError[] = [];
  if (from !== null)
    faults.push({ pointer: "/in_force_from", message: "Leave it out: the record that ends has it" });
  if (said.place !== null)
    faults.push({ pointer: "/place", message: "Leave it out: the record that ends has it" });
  if (to === null || !isDay(to))
    faults.push({ pointer: "/in_force_to", message: "Give the last day on which it is in force" });
  return faults;
}

const STATEMENT_WANTED = `Say what the law now says, in at least ${STATEMENT_CHARS_MIN} characters`;

function faultsOfWords(said: FactDraft, today: Day): FieldError[] {
  const faults: FieldError[] = [];
  if (!hasWords(said.statement, STATEMENT_CHARS_MIN))
    faults.push({ pointer: "/statement", message: STATEMENT_WANTED });
  if (!hasWords(said.source, 1))
    faults.push({ pointer: "/source", message: "Cite the law, such as 140 Stat. 12, section 4" });
  if (!isAddress(said.source_url))
    faults.push({
      pointer: "/source_url",
      message: "Give the address of the text, such as https://www.congress.gov/…",
    });
  if (!isDay(said.source_date) || said.source_date > today)
    faults.push({
      pointer: "/source_date",
      message: "Give the day on which it was published, today at the latest",
    });
  return faults;
}

function hasWords(text: string | undefined, charsMin: number): boolean {
  return text !== undefined && text.trim().length >= charsMin;
}

/** An address that a reader can follow, and that runs nothing and signs nobody in. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text.trim())) return false;
  const { protocol, username, password } = new URL(text.trim());
  return protocol === "https:" && username === "" && password === "";
}
