import type { RuleCases } from "./rule-case";
import { type Changes, LONDON, order, site, verified } from "./samples";

const LYON = [site("Place Bellecour", "FR", "FR-ARA", "Lyon", "street")];
const FRENCH_POLICE: Changes = {
  organisation: { customer_type: "non_us_le", country: "FR" },
  purpose: { consequence: "liberty" },
  deployment: {
    operations: ["identify_1_n"],
    mode: "real_time",
    camera: "fixed",
    space: "public",
    sites: LYON,
  },
  people: {
    subjects: ["victims"],
    subject_countries: ["FR"],
    gallery_source: "police_custody",
    enrolment_optional: false,
  },
};
const PERMITTED: Changes = {
  ...FRENCH_POLICE,
  law: { objective: "imminent_threat", registrations: { eu_database: "EU-RBI-77" } },
  documents: verified("dpia", "fria", "enabling_statute"),
};
const permitted = (law: NonNullable<Changes["law"]>): Changes => ({
  ...PERMITTED,
  law: { ...PERMITTED.law, ...law },
});
const PARIS = [site("Roissy hall K", "FR", "FR-IDF", "Paris", "airport")];
const OPERATOR_SEARCH = { operations: ["identify_1_n" as const], template_holder: "operator" as const };

/** HS05, HS06 and HS21. */
export const EUROPE_CASES: RuleCases = {
  HS05: {
    fires: [
      {
        name: "no objective, no law, no assessment, no registration",
        effect: "deny",
        changes: FRENCH_POLICE,
      },
      {
        name: "an objective only",
        effect: "deny",
        changes: { ...FRENCH_POLICE, law: { objective: "imminent_threat" } },
      },
      {
        name: "all but the assessment",
        effect: "deny",
        changes: { ...PERMITTED, documents: verified("dpia", "enabling_statute") },
      },
      { name: "all but the registration", effect: "deny", changes: permitted({ registrations: {} }) },
      {
        name: "all but the national law",
        effect: "deny",
        changes: { ...PERMITTED, documents: verified("dpia", "fria") },
      },
      { name: "all but the objective", effect: "deny", changes: permitted({ objective: null }) },
      { name: "all of them, without an authorisation", effect: "instrument", changes: PERMITTED },
      {
        name: "all of them, with an exigency two days old",
        effect: "instrument",
        changes: permitted({
          instruments: [order({ kind: "exigency", emergency: true, valid_from: "2026-11-20" })],
        }),
      },
    ],
    silent: [
      { name: "all of them, with an authorisation", changes: permitted({ instruments: [order()] }) },
      {
        name: "all of them, with an exigency of today",
        changes: permitted({
          instruments: [order({ kind: "exigency", emergency: true, valid_from: "2026-11-22" })],
        }),
      },
      {
        name: "a private space",
        changes: { ...FRENCH_POLICE, deployment: { ...FRENCH_POLICE.deployment, space: "private" } },
      },
      { name: "before 2 February 2025", changes: FRENCH_POLICE, on: "2025-02-01" },
      {
        name: "a shop",
        changes: { ...FRENCH_POLICE, organisation: { customer_type: "commercial", country: "FR" } },
      },
    ],
  },
  HS06: {
    fires: [
      { name: "a suspect, without an authorisation", from: "prosecutor", effect: "instrument" },
      {
        name: "nobody in particular",
        from: "prosecutor",
        effect: "deny",
        changes: { people: { subjects: ["migrants"] } },
      },
      {
        name: "an exigency three days old",
        from: "prosecutor",
        effect: "instrument",
        changes: {
          law: { instruments: [order({ kind: "exigency", emergency: true, valid_from: "2026-11-19" })] },
        },
      },
    ],
    silent: [
      { name: "with an authorisation", from: "prosecutor", changes: { law: { instruments: [order()] } } },
      {
        name: "with an exigency of 48 hours",
        from: "prosecutor",
        changes: {
          law: { instruments: [order({ kind: "exigency", emergency: true, valid_from: "2026-11-20" })] },
        },
      },
      {
        name: "the initial identification of a suspect",
        from: "prosecutor",
        changes: { law: { registrations: { initial_identification: "case 12 Js 4/26" } } },
      },
      {
        name: "a prosecutor outside the EU",
        from: "prosecutor",
        changes: {
          organisation: { country: "NZ" },
          deployment: { sites: [site("Office", "NZ", null, "Auckland", "court")] },
          people: { subject_countries: ["NZ"] },
        },
      },
      {
        name: "a company's own archive",
        changes: { deployment: { operations: ["search_post_event"], mode: "post_event" } },
      },
    ],
  },
  HS21: {
    fires: [
      {
        name: "operator-controlled search in Paris",
        effect: "deny",
        changes: { deployment: { ...OPERATOR_SEARCH, sites: PARIS } },
      },
      {
        name: "one of two airports is in the EU",
        effect: "deny",
        changes: { deployment: { ...OPERATOR_SEARCH, sites: [LONDON, ...PARIS] } },
      },
      {
        name: "one to one in Paris, as a condition",
        effect: "condition",
        changes: { deployment: { sites: PARIS } },
      },
    ],
    silent: [
      { name: "London", changes: { deployment: OPERATOR_SEARCH } },
      {
        name: "workers at the airport in Paris",
        changes: { deployment: { ...OPERATOR_SEARCH, sites: PARIS }, people: { subjects: ["workers"] } },
      },
      {
        name: "a hospital in Paris",
        changes: {
          deployment: { ...OPERATOR_SEARCH, sites: [site("Ward", "FR", null, "Paris", "hospital")] },
        },
      },
    ],
  },
};
