import type { RuleCases } from "./rule-case";
import { EUROPE_CASES } from "./rule-cases-europe";
import { PEOPLE_CASES } from "./rule-cases-people";
import { PLACE_CASES } from "./rule-cases-places";
import { POLICE_CASES } from "./rule-cases-police";
import { PURPOSE_CASES } from "./rule-cases-purpose";

/** At least one case in which each rule fires and one in which it does not, most of them one field from a sample. */
export const RULE_CASES: RuleCases = {
  ...POLICE_CASES,
  ...PEOPLE_CASES,
  ...EUROPE_CASES,
  ...PLACE_CASES,
  ...PURPOSE_CASES,
};
