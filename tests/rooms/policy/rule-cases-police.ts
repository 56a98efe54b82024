import type { RuleCases } from "./rule-case";
import { order, STATUTE, site, verified } from "./samples";

const AFTER = { facts: [STATUTE], on: "2031-06-01" };
const FOREIGN_POLICE = { customer_type: "non_us_le" as const, country: "NZ" };
const AUCKLAND = [site("Queen Street", "NZ", "NZ-AUK", "Auckland", "street")];
const LIVE = { operations: ["identify_1_n" as const], mode: "real_time" as const, sites: AUCKLAND };
const SEATTLE = [site("Pier", "US", "US-WA", "Seattle", "street")];

/** HS01 to HS04, and HS28. */
export const POLICE_CASES: RuleCases = {
  HS01: {
    fires: [
      {
        name: "police as customer, liveness only",
        effect: "deny",
        changes: {
          organisation: { customer_type: "us_police", country: "US" },
          deployment: { operations: ["liveness"] },
        },
      },
      {
        name: "on request, for a country that is not said, with a site in the US",
        effect: "deny",
        changes: {
          organisation: { acts_for_law_enforcement: "on_request" },
          deployment: { sites: [site("Pier", "US", "US-MI", "Detroit", "street")] },
        },
      },
      {
        name: "a statute that is recorded but not yet in force",
        from: "us-police",
        effect: "deny",
        facts: [STATUTE],
        on: "2030-12-31",
      },
    ],
    silent: [
      { name: "an airline" },
      { name: "foreign police", changes: { organisation: FOREIGN_POLICE } },
      {
        name: "a contract with British police",
        changes: { organisation: { acts_for_law_enforcement: "contract", law_enforcement_country: "GB" } },
      },
      { name: "US police under a statute in force", from: "us-police", ...AFTER },
    ],
  },
  HS02: {
    fires: [
      {
        name: "a federal agency as customer",
        effect: "deny",
        changes: { organisation: { customer_type: "us_federal_le", country: "US" } },
      },
      {
        name: "a federal agency as end user",
        effect: "deny",
        changes: {
          organisation: {
            end_users: [{ name: "Border agency", country: "US", customer_type: "us_federal_le" }],
          },
        },
      },
    ],
    silent: [
      { name: "an airline" },
      { name: "US police, who are HS01's", from: "us-police" },
      {
        name: "a federal agency under a statute in force",
        changes: { organisation: { customer_type: "us_federal_le", country: "US" } },
        ...AFTER,
      },
    ],
  },
  HS03: {
    fires: [
      {
        name: "body cameras in the street",
        effect: "deny",
        changes: { organisation: FOREIGN_POLICE, deployment: { ...LIVE, camera: "body", space: "public" } },
      },
      {
        name: "drones for a company that acts for police",
        effect: "deny",
        changes: {
          organisation: { acts_for_law_enforcement: "contract", law_enforcement_country: "NZ" },
          deployment: { ...LIVE, camera: "drone", space: "public" },
        },
      },
    ],
    silent: [
      {
        name: "a fixed camera",
        changes: { organisation: FOREIGN_POLICE, deployment: { ...LIVE, camera: "fixed", space: "public" } },
      },
      {
        name: "body cameras after the event",
        changes: {
          organisation: FOREIGN_POLICE,
          deployment: { ...LIVE, camera: "body", space: "public", mode: "post_event" },
        },
      },
      {
        name: "body cameras of a shop",
        changes: { deployment: { ...LIVE, camera: "body", space: "public" } },
      },
    ],
  },
  HS04: {
    fires: [
      {
        name: "a public agency, live",
        effect: "instrument",
        changes: { organisation: { customer_type: "public_agency" }, deployment: LIVE },
      },
      {
        name: "foreign police with an order that has expired",
        effect: "instrument",
        changes: {
          organisation: FOREIGN_POLICE,
          deployment: LIVE,
          law: { instruments: [order({ valid_to: "2026-11-21" })] },
        },
      },
      {
        name: "an exigency outside Washington",
        effect: "instrument",
        changes: {
          organisation: FOREIGN_POLICE,
          deployment: LIVE,
          law: { instruments: [order({ kind: "exigency", emergency: true })] },
        },
      },
      {
        name: "a court order for a missing person when nobody is missing",
        effect: "instrument",
        changes: {
          organisation: { customer_type: "public_agency", country: "US" },
          deployment: { ...LIVE, sites: SEATTLE },
          law: { instruments: [order({ kind: "court_order_missing" })] },
        },
      },
    ],
    silent: [
      { name: "a company, live", changes: { deployment: LIVE } },
      {
        name: "a public agency, verification only",
        changes: { organisation: { customer_type: "public_agency" }, deployment: { mode: "real_time" } },
      },
      {
        name: "a public agency after the event",
        changes: {
          organisation: { customer_type: "public_agency" },
          deployment: { ...LIVE, mode: "post_event" },
        },
      },
      {
        name: "foreign police with an order that is valid",
        changes: { organisation: FOREIGN_POLICE, deployment: LIVE, law: { instruments: [order()] } },
      },
      {
        name: "a documented exigency in Washington",
        changes: {
          organisation: { customer_type: "public_agency", country: "US" },
          deployment: { ...LIVE, sites: SEATTLE },
          law: { instruments: [order({ kind: "exigency", emergency: true })] },
        },
      },
      {
        name: "a court order for a missing person in Washington",
        changes: {
          organisation: { customer_type: "public_agency", country: "US" },
          purpose: { use_case: "missing_person" },
          deployment: { ...LIVE, sites: SEATTLE },
          law: { instruments: [order({ kind: "court_order_missing" })] },
        },
      },
    ],
  },
  HS28: {
    fires: [
      {
        name: "foreign police, started by staff",
        effect: "instrument",
        changes: {
          organisation: FOREIGN_POLICE,
          deployment: { operations: ["identify_1_n"], mode: "staff" },
        },
      },
      {
        name: "a company that acts for foreign police",
        effect: "instrument",
        changes: {
          organisation: { acts_for_law_enforcement: "on_request", law_enforcement_country: "NZ" },
          deployment: { operations: ["search_post_event"] },
        },
      },
      {
        name: "a prosecutor with an order",
        from: "prosecutor",
        effect: "condition",
        changes: { law: { instruments: [order()] } },
      },
      {
        name: "a prosecutor with only an exigency",
        from: "prosecutor",
        effect: "instrument",
        changes: { law: { instruments: [order({ kind: "exigency", emergency: true })] } },
      },
    ],
    silent: [
      { name: "foreign police, verification only", changes: { organisation: FOREIGN_POLICE } },
      { name: "US police, who are HS01's", from: "us-police" },
      { name: "a hospital", from: "hospital" },
      {
        name: "a public agency that is no law enforcement",
        changes: {
          organisation: { customer_type: "public_agency" },
          deployment: { operations: ["identify_1_n"] },
          documents: verified("dpia"),
        },
      },
    ],
  },
};
