/** The closed lists of an application. A value outside them is refused when the file is read, never guessed at. */

export const CUSTOMER_TYPES = [
  "commercial",
  "airline",
  "health",
  "bank",
  "school",
  "ngo",
  "intl_org",
  "us_police",
  "us_federal_le",
  "non_us_le",
  "prosecutor_court",
  "public_agency",
  "reseller",
  "individual",
] as const;
export type CustomerType = (typeof CUSTOMER_TYPES)[number];

export const ACTS_FOR_LAW_ENFORCEMENT = ["no", "on_request", "contract"] as const;
export const SANCTIONS = ["clear", "hit", "unchecked"] as const;

export const USE_CASES = [
  "identity_verification",
  "access_control",
  "personalisation",
  "duplicate_user",
  "media_archive",
  "patient_id",
  "missing_person",
  "victim_id",
  "emergency",
  "prosecution_assist",
  "watchlist_security",
  "attendance",
  "other",
] as const;
export const OUTPUT_USES = ["assist", "corroborated", "sole_basis"] as const;
export const CONSEQUENCES = ["convenience", "access", "significant", "liberty"] as const;

/** What a form offers. The last two search one face against many people (1:N). */
export const OPERATIONS = ["liveness", "enrol", "verify_1_1", "identify_1_n", "search_post_event"] as const;

/**
 * What no form offers and no API has: inference of emotion, gender or age, and sorting people into categories.
 *
 * They are read, not refused as unknown values, so that a file which asks for one gets the policy's answer
 * (rule HS08, denied, with its law) and not a spelling complaint. Spellings that people use are listed with them.
 */
export const FORBIDDEN_OPERATIONS = [
  "emotion",
  "emotion_inference",
  "emotion_recognition",
  "gender",
  "gender_inference",
  "sex",
  "age",
  "age_inference",
  "age_estimation",
  "categorisation",
  "categorization",
  "biometric_categorisation",
  "race",
  "ethnicity",
  "belief",
  "religion",
  "politics",
  "political_opinion",
  "orientation",
  "sexual_orientation",
] as const;

export const MODES = ["user", "staff", "post_event", "real_time"] as const;
export const CAMERAS = ["device", "kiosk", "fixed", "body", "dash", "drone", "uploaded"] as const;
export const SPACES = ["private", "semi_public", "public"] as const;
export const PLACE_KINDS = [
  "airport",
  "shop",
  "restaurant",
  "hospital",
  "school",
  "workplace",
  "stadium",
  "street",
  "transit",
  "home",
  "court",
  "prison",
  "changing_room",
  "restroom",
  "worship",
  "other",
] as const;
export const TEMPLATE_HOLDERS = ["subject", "operator"] as const;

export const SUBJECTS = [
  "customers",
  "workers",
  "patients",
  "students",
  "minors",
  "passengers",
  "public",
  "suspects",
  "victims",
  "migrants",
  "missing",
] as const;
export const GALLERY_SOURCES = [
  "none",
  "self_enrolled",
  "employer",
  "own_customers",
  "government_id",
  "police_custody",
  "purchased",
  "public_web",
] as const;

/** Why real-time identification is sought, AI Act (EU) 2024/1689 Art. 5(1)(h). */
export const REAL_TIME_OBJECTIVES = [
  "victim_or_missing_search",
  "imminent_threat",
  "listed_offence_suspect",
] as const;
export const INSTRUMENT_KINDS = ["judicial_order", "exigency", "court_order_missing"] as const;

export const DOCUMENT_KINDS = [
  "legal_memo",
  "dpia",
  "fria",
  "aia",
  "accountability_report",
  "public_review",
  "operational_test",
  "training",
  "public_policy",
  "notice_text",
  "notice_photo",
  "consent_text",
  "sop",
  "test_report",
  "retention_schedule",
  "security_report",
  "enabling_statute",
  "incident_programme",
  "community_consultation",
  "prior_consultation",
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
