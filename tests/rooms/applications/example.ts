import type { SectionData } from "#lib/applications/form/read-section";

/** A whole application that passes: an airline, opt-in 1:1 at boarding (scenario S2). A fresh copy each time. */
export function exampleApplication() {
  return structuredClone(example);
}

export type Example = ReturnType<typeof exampleApplication>;

const example = {
  organisation: {
    legal_name: "Northwind Airways Ltd",
    registration_no: "NW-204411",
    country: "GB",
    customer_type: "airline",
    parents: [],
    beneficial_owners: [{ name: "Northwind Holdings plc", country: "GB" }],
    end_users: [],
    acts_for_law_enforcement: "no",
    work_email: "biometrics@northwind.example",
    signatory: "Director of Passenger Operations",
    data_protection_officer: "dpo@northwind.example",
    prior_orders: [],
    sanctions: "clear",
  },
  purpose: {
    use_case: "identity_verification",
    problem: "Boarding queues of 25 minutes at six gates",
    benefit_metric: "median boarding time",
    alternatives: ["manual document check", "boarding-pass barcode only"],
    decision_supported: "open the boarding gate for a passenger who opted in",
    output_use: "assist",
    consequence: "access",
  },
  deployment: {
    operations: ["liveness", "enrol", "verify_1_1"],
    mode: "user",
    camera: "kiosk",
    space: "semi_public",
    protected_space: false,
    sites: [
      {
        name: "Terminal 2 gates 20-25",
        country: "GB",
        region: "GB-LND",
        city: "London",
        place_kind: "airport",
      },
    ],
    template_holder: "subject",
    gallery_size: 0,
    expected_monthly_volume: 60000,
    starts_on: "2027-01-15",
    ends_on: "2028-01-14",
    is_pilot: false,
  },
  people: {
    subjects: ["passengers"],
    adults_only: true,
    subject_countries: ["GB"],
    gallery_source: "self_enrolled",
    add_criteria: "passenger enrols at the kiosk with the passport chip",
    remove_criteria: "after departure",
    shared_with: [],
    enrolment_optional: true,
    targets_protected_trait: false,
    records_protected_activity: false,
  },
  law: {
    bases: [{ jurisdiction: "GB", basis: "explicit consent, UK GDPR Art. 9(2)(a)" }],
    objective: null,
    instruments: [],
    registrations: {},
  },
  accuracy: {
    model_version: "default",
    target_fmr: 0.001,
    test_population: "1,200 staff volunteers",
    tester_independence: "independent",
  },
  oversight: {
    reviewers: 12,
    reviewer_authority: true,
    blind_dual: false,
    corroboration_rule: "gate agent checks the document",
    fallback: "staffed lane beside each gate",
  },
  data: {
    consent_type: "explicit_opt_in",
    withdrawal_path: "kiosk or app, immediate",
    notice_url: "https://northwind.example/face",
    retention_days: { probe: 0, template: 1, result: 30 },
    deletion_method: "automated with receipt",
  },
  security: {
    key_custody: "HSM-backed vault",
    pad_level: "tested",
    incident_contact: "soc@northwind.example",
    complaint_url: "https://northwind.example/complaints",
    response_days: 10,
    register_consent: true,
  },
  documents: [
    { kind: "legal_memo", verified: true },
    { kind: "dpia", verified: true },
  ],
  attestations: {
    truthful: true,
    no_us_police_use: true,
    purpose_limit: true,
    audit_consent: true,
    no_resale: true,
    signed_by: "A. Signatory",
    signed_on: "2026-11-20",
  },
} satisfies { [section: string]: SectionData | SectionData[] };
