import type { ApplicationData } from "#lib/policy/contract";

/** Antarctica: a place that no law of a pack names, so that an open question about the place counts as nothing. */
const NOWHERE = "AQ";
const OPEN = "not answered yet";

/**
 * An application in which every answer is the mildest: no rule fires and the risk is 0. What is not answered yet is
 * read as here, so that what is shown rests on the answers alone.
 *
 * Made up, and never stored, submitted or shown as someone's own.
 */
export const NEUTRAL: ApplicationData = {
  organisation: {
    legal_name: OPEN,
    registration_no: OPEN,
    country: NOWHERE,
    customer_type: "commercial",
    parents: [],
    beneficial_owners: [],
    end_users: [],
    acts_for_law_enforcement: "no",
    work_email: "open@countersign.example",
    signatory: OPEN,
    data_protection_officer: null,
    prior_orders: [],
    sanctions: "unchecked",
  },
  purpose: {
    use_case: "other",
    problem: OPEN,
    benefit_metric: OPEN,
    alternatives: [],
    decision_supported: OPEN,
    output_use: "assist",
    consequence: "convenience",
  },
  deployment: {
    // Adds nothing of its own (policy pack, risk of the operation).
    operations: ["enrol"],
    mode: "user",
    camera: "device",
    space: "private",
    protected_space: false,
    sites: [{ name: OPEN, country: NOWHERE, place_kind: "other" }],
    template_holder: "subject",
    gallery_size: 0,
    expected_monthly_volume: 0,
    starts_on: "2000-01-01",
    ends_on: "2999-12-31",
    is_pilot: false,
  },
  people: {
    subjects: ["customers"],
    adults_only: true,
    subject_countries: [NOWHERE],
    // The mildest for whoever searches: "none" would be a search among people who did not consent.
    gallery_source: "self_enrolled",
    add_criteria: OPEN,
    remove_criteria: OPEN,
    shared_with: [],
    enrolment_optional: true,
    targets_protected_trait: false,
    records_protected_activity: false,
  },
  law: {
    bases: [{ jurisdiction: NOWHERE, basis: OPEN }],
    objective: null,
    instruments: [],
    registrations: {},
  },
  accuracy: { model_version: "default", target_fmr: 0.001, test_population: OPEN, tester_independence: OPEN },
  oversight: {
    reviewers: 0,
    reviewer_authority: true,
    blind_dual: true,
    corroboration_rule: OPEN,
    fallback: OPEN,
  },
  data: {
    consent_type: "explicit_opt_in",
    withdrawal_path: OPEN,
    notice_url: null,
    retention_days: { probe: 0, template: 0, result: 0 },
    deletion_method: OPEN,
  },
  security: {
    key_custody: OPEN,
    pad_level: "none",
    incident_contact: OPEN,
    complaint_url: null,
    response_days: 0,
    register_consent: false,
  },
  documents: [],
  attestations: {
    truthful: true,
    no_us_police_use: true,
    purpose_limit: true,
    audit_consent: true,
    no_resale: true,
    signed_by: OPEN,
    signed_on: "2000-01-01",
  },
};
