import type { RuleCases } from "./rule-case";
import { order, verified } from "./samples";

const BAN = {
  issuer: "Federal Trade Commission",
  reference: "C-4308",
  scope: "no face recognition for security",
  face_recognition: true,
  valid_from: "2023-12-19",
  valid_to: "2028-12-18",
  discharged: false,
};
const CLIENT = { name: "Client Ltd", country: "GB", customer_type: "commercial" as const };
const PROGRAMME = verified(
  "dpia",
  "incident_programme",
  "operational_test",
  "training",
  "notice_photo",
  "retention_schedule",
  "sop",
);

/** HS07 to HS10, HS17, HS18, HS24 to HS26. */
export const PURPOSE_CASES: RuleCases = {
  HS07: {
    fires: [
      {
        name: "faces from the public web",
        effect: "deny",
        changes: { people: { gallery_source: "public_web" } },
      },
    ],
    silent: [{ name: "faces that were bought", changes: { people: { gallery_source: "purchased" } } }],
  },
  HS08: {
    fires: [
      { name: "emotion", effect: "deny", changes: { deployment: { operations: ["emotion"] } } },
      {
        name: "age beside verification",
        effect: "deny",
        changes: { deployment: { operations: ["verify_1_1", "age"] } },
      },
      { name: "gender", effect: "deny", changes: { deployment: { operations: ["gender"] } } },
      { name: "categorisation", effect: "deny", changes: { deployment: { operations: ["categorisation"] } } },
    ],
    silent: [{ name: "verification" }],
  },
  HS09: {
    fires: [
      { name: "a protected trait", effect: "deny", changes: { people: { targets_protected_trait: true } } },
      {
        name: "protest, association or worship",
        effect: "deny",
        changes: { people: { records_protected_activity: true } },
      },
    ],
    silent: [{ name: "neither" }],
  },
  HS10: {
    fires: [
      {
        name: "the answer alone decides",
        effect: "deny",
        changes: { purpose: { output_use: "sole_basis" } },
      },
    ],
    silent: [{ name: "something else must agree", changes: { purpose: { output_use: "corroborated" } } }],
  },
  HS17: {
    fires: [
      { name: "no programme", from: "retailer", effect: "block" },
      {
        name: "one document short",
        from: "retailer",
        effect: "block",
        changes: { documents: PROGRAMME.slice(1, -1) },
      },
      {
        name: "in the UK without prior consultation",
        effect: "block",
        changes: { purpose: { use_case: "watchlist_security" }, documents: PROGRAMME },
      },
      {
        name: "with all of it, as a condition",
        effect: "condition",
        changes: {
          purpose: { use_case: "watchlist_security" },
          documents: [...PROGRAMME, ...verified("prior_consultation")],
        },
      },
    ],
    silent: [
      { name: "another use" },
      {
        name: "a public agency's watchlist",
        from: "retailer",
        changes: { organisation: { customer_type: "public_agency" } },
      },
    ],
  },
  HS18: {
    fires: [
      { name: "an order in its term", effect: "deny", changes: { organisation: { prior_orders: [BAN] } } },
      {
        name: "on its last day",
        effect: "deny",
        on: "2028-12-18",
        changes: { organisation: { prior_orders: [BAN] } },
      },
      {
        name: "an order without an end",
        effect: "deny",
        on: "2040-01-01",
        changes: { organisation: { prior_orders: [{ ...BAN, valid_to: null }] } },
      },
    ],
    silent: [
      {
        name: "the day after it ended",
        on: "2028-12-19",
        changes: { organisation: { prior_orders: [BAN] } },
      },
      {
        name: "an order that was discharged",
        changes: { organisation: { prior_orders: [{ ...BAN, discharged: true }] } },
      },
      {
        name: "an order about something else",
        changes: { organisation: { prior_orders: [{ ...BAN, face_recognition: false }] } },
      },
      { name: "no order" },
    ],
  },
  HS24: {
    fires: [
      { name: "a hit on a sanctions list", effect: "block", changes: { organisation: { sanctions: "hit" } } },
      {
        name: "an end user who is not named",
        effect: "block",
        changes: { organisation: { end_users: [{ ...CLIENT, name: "Undisclosed client" }] } },
      },
      {
        name: "a reseller who names nobody",
        effect: "block",
        changes: { organisation: { customer_type: "reseller" } },
      },
      {
        name: "a reseller as end user",
        effect: "block",
        changes: { organisation: { end_users: [{ ...CLIENT, customer_type: "reseller" }] } },
      },
    ],
    silent: [
      { name: "cleared" },
      { name: "not yet checked", changes: { organisation: { sanctions: "unchecked" } } },
      { name: "a named end user", changes: { organisation: { end_users: [CLIENT] } } },
    ],
  },
  HS25: {
    fires: [
      {
        name: "a reseller",
        effect: "deny",
        changes: { organisation: { customer_type: "reseller", end_users: [CLIENT] } },
      },
      {
        name: "a reseller whose clients are approved",
        effect: "condition",
        changes: {
          organisation: { customer_type: "reseller", end_users: [CLIENT] },
          law: { registrations: { sub_tenant_approvals: "APP-2026-0003" } },
        },
      },
    ],
    silent: [{ name: "an airline with an end user", changes: { organisation: { end_users: [CLIENT] } } }],
  },
  HS26: {
    fires: [
      { name: "an individual", effect: "deny", changes: { organisation: { customer_type: "individual" } } },
      { name: "a pilot, as a condition", effect: "condition", changes: { deployment: { is_pilot: true } } },
    ],
    silent: [{ name: "an organisation in regular use", changes: { law: { instruments: [order()] } } }],
  },
};
