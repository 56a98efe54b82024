import type { RuleCases } from "./rule-case";
import { type Changes, PORTLAND, site, verified } from "./samples";

const AGENCY_DOCUMENTS = verified("accountability_report", "public_review", "operational_test", "training");
const agencyIn = (region: string, city: string): Changes => ({
  organisation: { customer_type: "public_agency", country: "US", region },
  deployment: { sites: [site("City hall", "US", region, city, "other")] },
});
const SEATTLE = agencyIn("US-WA", "Seattle");
const DENVER = agencyIn("US-CO", "Denver");
const at = (region: string, city: string, kind: Parameters<typeof site>[4] = "shop"): Changes => ({
  deployment: { sites: [site("Branch", "US", region, city, kind)] },
});
const OWN_DEVICE = { camera: "device" as const, sites: [PORTLAND] };

/** HS11 to HS16, and HS22. */
export const PLACE_CASES: RuleCases = {
  HS11: {
    fires: [
      { name: "Washington, without documents", effect: "block", changes: SEATTLE },
      {
        name: "Colorado, without the notice of intent",
        effect: "block",
        changes: { ...DENVER, documents: AGENCY_DOCUMENTS },
      },
      {
        name: "Washington, with an old report",
        effect: "block",
        changes: {
          ...SEATTLE,
          law: { registrations: { wa_notice_of_intent: "N-1" } },
          documents: AGENCY_DOCUMENTS.map((document) => ({ ...document, issued_on: "2024-11-21" })),
        },
      },
    ],
    silent: [
      {
        name: "Washington, with all of them",
        changes: {
          ...SEATTLE,
          law: { registrations: { wa_notice_of_intent: "N-1" } },
          documents: AGENCY_DOCUMENTS,
        },
      },
      {
        name: "Washington, with a report of two years to the day",
        changes: {
          ...SEATTLE,
          law: { registrations: { wa_notice_of_intent: "N-1" } },
          documents: AGENCY_DOCUMENTS.map((document) => ({ ...document, issued_on: "2024-11-22" })),
        },
      },
      {
        name: "Colorado, with all of them",
        changes: {
          ...DENVER,
          law: { registrations: { co_notice_of_intent: "N-2" } },
          documents: AGENCY_DOCUMENTS,
        },
      },
      { name: "an airline in Washington", changes: at("US-WA", "Seattle", "airport") },
      { name: "a public agency in Nevada", changes: agencyIn("US-NV", "Reno") },
    ],
  },
  HS12: {
    fires: [
      { name: "an airport in Portland", effect: "deny", changes: { deployment: { sites: [PORTLAND] } } },
      { name: "spelt in its own way", effect: "deny", changes: at("US-OR", "  PORTLAND ") },
      {
        name: "a phone that searches one to many",
        effect: "deny",
        changes: { deployment: { ...OWN_DEVICE, operations: ["identify_1_n"] } },
      },
    ],
    silent: [
      { name: "Portland in Maine", changes: at("US-ME", "Portland") },
      { name: "before 2021", changes: { deployment: { sites: [PORTLAND] } }, on: "2020-12-31" },
      { name: "a city bureau, which is HS13's", changes: agencyIn("US-OR", "Portland") },
      { name: "verification on a person's own device", changes: { deployment: OWN_DEVICE } },
      { name: "a home", changes: at("US-OR", "Portland", "home") },
      {
        name: "a legal duty",
        changes: {
          deployment: { sites: [PORTLAND] },
          law: { registrations: { portland_legal_duty: "49 CFR 1542" } },
        },
      },
    ],
  },
  HS13: {
    fires: [
      { name: "an agency in San Francisco", effect: "deny", changes: agencyIn("US-CA", "San Francisco") },
      { name: "a bureau of Portland", effect: "deny", changes: agencyIn("US-OR", "Portland") },
      {
        name: "an agency of Boston as end user",
        effect: "deny",
        changes: {
          ...at("US-MA", "Boston", "transit"),
          organisation: {
            end_users: [{ name: "City of Boston", country: "US", customer_type: "public_agency" }],
          },
        },
      },
    ],
    silent: [
      { name: "an airline in San Francisco", changes: at("US-CA", "San Francisco", "airport") },
      { name: "an agency in Reno", changes: agencyIn("US-NV", "Reno") },
      { name: "an agency in Boston before the ban", changes: agencyIn("US-MA", "Boston"), on: "2020-06-23" },
    ],
  },
  HS14: {
    fires: [
      {
        name: "a shop in Illinois without a public policy",
        effect: "block",
        changes: at("US-IL", "Chicago"),
      },
      {
        name: "subjects in Illinois",
        effect: "block",
        changes: { people: { subject_countries: ["GB", "US-IL"] } },
      },
      {
        name: "an organisation in Illinois",
        effect: "block",
        changes: { organisation: { country: "US", region: "US-IL" } },
      },
      {
        name: "with a public policy, as a condition",
        effect: "condition",
        changes: { ...at("US-IL", "Chicago"), documents: verified("public_policy") },
      },
    ],
    silent: [
      { name: "Indiana", changes: at("US-IN", "Gary") },
      { name: "a public agency", changes: agencyIn("US-IL", "Chicago") },
    ],
  },
  HS15: {
    fires: [
      { name: "an airline in Texas", effect: "condition", changes: at("US-TX", "Austin", "airport") },
      {
        name: "a search of people who did not consent",
        effect: "block",
        changes: {
          ...at("US-TX", "Austin"),
          people: { enrolment_optional: true, gallery_source: "purchased" },
          deployment: { ...at("US-TX", "Austin").deployment, operations: ["identify_1_n"] },
        },
      },
      {
        name: "no consent at all",
        effect: "block",
        changes: { ...at("US-TX", "Austin"), data: { consent_type: "none" } },
      },
    ],
    silent: [
      { name: "Oklahoma", changes: at("US-OK", "Tulsa") },
      { name: "a public agency", changes: agencyIn("US-TX", "Austin") },
    ],
  },
  HS16: {
    fires: [
      { name: "a shop in New York City", effect: "condition", changes: at("US-NY", "New York") },
      {
        name: "a restaurant in Brooklyn",
        effect: "condition",
        changes: at("US-NY", "Brooklyn", "restaurant"),
      },
    ],
    silent: [
      { name: "a shop in Albany", changes: at("US-NY", "Albany") },
      { name: "a home in New York City", changes: at("US-NY", "New York", "home") },
      { name: "before 9 July 2021", changes: at("US-NY", "New York"), on: "2021-07-08" },
    ],
  },
  HS22: {
    fires: [
      {
        name: "a changing room among the sites",
        effect: "deny",
        changes: at("US-NV", "Reno", "changing_room"),
      },
      { name: "a restroom among the sites", effect: "deny", changes: at("US-NV", "Reno", "restroom") },
      {
        name: "a protected space in view",
        effect: "deny",
        changes: { deployment: { protected_space: true } },
      },
    ],
    silent: [{ name: "an airport" }],
  },
};
