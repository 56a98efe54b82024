import type { RuleCases } from "./rule-case";
import { site } from "./samples";

/** HS19, HS20, HS23 and HS27. */
export const PEOPLE_CASES: RuleCases = {
  HS19: {
    fires: [
      {
        name: "a minor sought",
        from: "prosecutor",
        effect: "deny",
        changes: { people: { subjects: ["suspects", "minors"] } },
      },
      {
        name: "suspects who may be minors",
        from: "prosecutor",
        effect: "deny",
        changes: { people: { adults_only: false } },
      },
    ],
    silent: [
      { name: "adults only", from: "prosecutor" },
      {
        name: "a missing child",
        from: "prosecutor",
        changes: {
          purpose: { use_case: "missing_person" },
          people: { subjects: ["minors", "missing"], adults_only: false },
        },
      },
      { name: "a school's own minors", changes: { people: { subjects: ["minors"], adults_only: false } } },
    ],
  },
  HS20: {
    fires: [
      {
        name: "passengers who cannot say no",
        effect: "deny",
        changes: { people: { enrolment_optional: false } },
      },
      {
        name: "workers who cannot say no",
        effect: "deny",
        changes: { people: { subjects: ["workers"], gallery_source: "employer", enrolment_optional: false } },
      },
      {
        name: "a workplace with an alternative",
        effect: "sign_off",
        changes: { deployment: { sites: [site("Office", "GB", null, "Leeds", "workplace")] } },
      },
      {
        name: "a school with an alternative",
        effect: "sign_off",
        changes: { organisation: { customer_type: "school" } },
      },
    ],
    silent: [
      { name: "passengers with an alternative" },
      { name: "a prosecutor's gallery, where nobody enrols", from: "prosecutor" },
      { name: "a watchlist, where nobody enrols", from: "retailer" },
    ],
  },
  HS23: {
    fires: [
      {
        name: "a search in the UK",
        effect: "block",
        changes: { deployment: { operations: ["identify_1_n"] }, documents: [] },
      },
      {
        name: "a public space in the UK",
        effect: "block",
        changes: { deployment: { space: "public" }, documents: [] },
      },
      {
        name: "patients in the UK",
        effect: "block",
        changes: { people: { subjects: ["patients"] }, documents: [] },
      },
      {
        name: "the public with children",
        effect: "block",
        changes: { people: { subjects: ["public"], adults_only: false }, documents: [] },
      },
      {
        name: "an assessment that nobody verified",
        from: "hospital",
        effect: "block",
        changes: { documents: [{ kind: "dpia", verified: false }] },
      },
    ],
    silent: [
      { name: "one to one with adults in a semi-public space", changes: { documents: [] } },
      { name: "a verified assessment", from: "hospital" },
      {
        name: "outside Europe",
        from: "hospital",
        changes: {
          organisation: { country: "NZ" },
          deployment: { sites: [site("Ward", "NZ", null, "Auckland", "hospital")] },
          people: { subject_countries: ["NZ"] },
          documents: [],
        },
      },
    ],
  },
  HS27: {
    fires: [
      {
        name: "a humanitarian body that seeks the missing",
        effect: "condition",
        changes: { organisation: { customer_type: "intl_org" }, purpose: { use_case: "missing_person" } },
      },
      {
        name: "a prosecutor with a victim to identify",
        from: "prosecutor",
        effect: "condition",
        changes: { purpose: { use_case: "victim_id" } },
      },
    ],
    silent: [
      { name: "an airline" },
      {
        name: "US police that seek a missing person",
        from: "us-police",
        changes: { purpose: { use_case: "missing_person" } },
      },
      { name: "a prosecutor who prosecutes", from: "prosecutor" },
    ],
  },
};
