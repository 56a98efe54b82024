import {
  ACTS_FOR_LAW_ENFORCEMENT,
  CAMERAS,
  CONSEQUENCES,
  CUSTOMER_TYPES,
  DOCUMENT_KINDS,
  FORBIDDEN_OPERATIONS,
  GALLERY_SOURCES,
  INSTRUMENT_KINDS,
  MODES,
  OPERATIONS,
  OUTPUT_USES,
  PLACE_KINDS,
  REAL_TIME_OBJECTIVES,
  SANCTIONS,
  SPACES,
  SUBJECTS,
  TEMPLATE_HOLDERS,
  USE_CASES,
} from "./vocabulary";

export type FactKind = "flag" | "word" | "words" | "number";

type FactRow = {
  kind: FactKind;
  of: "application" | "site";
  /** What the fact says, for authors of a pack. */
  says: string;
  /** The values that it can take, where that is a closed list: a pack that asks for another is refused. */
  values?: readonly string[];
};

const flag = (says: string): FactRow => ({ kind: "flag", of: "application", says });
const amount = (says: string): FactRow => ({ kind: "number", of: "application", says });
const word = (says: string, values?: readonly string[]): FactRow => ({
  kind: "word",
  of: "application",
  says,
  values,
});
const words = (says: string, values?: readonly string[]): FactRow => ({
  ...word(says, values),
  kind: "words",
});
const ofSite = (row: FactRow): FactRow => ({ ...row, of: "site" });

/** Everything that a rule can know about an application, and about each of its sites. */
export const FACTS = {
  customer_type: word("kind of the applicant", CUSTOMER_TYPES),
  party_types: words("kinds of the applicant, its parents, owners and end users", CUSTOMER_TYPES),
  party_places: words("the same parties, each as kind@country, such as non_us_le@US"),
  end_user_types: words("kinds of the end users", CUSTOMER_TYPES),
  end_user_count: amount("how many end users are named"),
  has_undisclosed_end_user: flag("an end user's name says that it is not known"),
  acts_for_law_enforcement: word("whether the applicant acts for law enforcement", ACTS_FOR_LAW_ENFORCEMENT),
  acts_for_countries: words("countries of the law enforcement it acts for; all in play when it names none"),
  sanctions: word("result of the sanctions check", SANCTIONS),
  has_face_recognition_order: flag("an order or ban on face recognition binds the applicant on the day"),
  jurisdictions: words("countries and regions of the organisation, the sites and the subjects"),

  use_case: word("what it is for", USE_CASES),
  output_use: word("how far the answer decides", OUTPUT_USES),
  consequence: word("gravest consequence for a person", CONSEQUENCES),

  operations: words("operations asked for", [...OPERATIONS, ...FORBIDDEN_OPERATIONS]),
  asks_forbidden_operation: flag("an operation that nobody may have is asked for"),
  mode: word("who or what starts a call", MODES),
  camera: word("kind of camera", CAMERAS),
  space: word("kind of space", SPACES),
  is_protected_space: flag("a space of intimacy is in view"),
  template_holder: word("who holds the template", TEMPLATE_HOLDERS),
  gallery_size: amount("people in the gallery"),
  monthly_volume: amount("calls expected a month"),
  is_pilot: flag("it is called a pilot or trial"),
  place_kinds: words("kinds of place of all sites", PLACE_KINDS),
  site_regions: words("region of each site, or its country where it names none"),

  subjects: words("whose faces are compared", SUBJECTS),
  is_adults_only: flag("all subjects are adults"),
  gallery_source: word("where enrolled faces come from", GALLERY_SOURCES),
  is_enrolment_optional: flag("people can say no without losing anything"),
  targets_protected_trait: flag("people are selected by a protected trait"),
  records_protected_activity: flag("protest, association or worship is recorded"),
  shared_with_count: amount("how many others get the data"),
  consent_type: word("how people agree"),

  objective: word("objective of real-time use, none if not given", [...REAL_TIME_OBJECTIVES, "none"]),
  instruments_valid: words("kinds of instrument that are valid on the day", INSTRUMENT_KINDS),
  exigency_age_days: amount("days since the newest valid emergency instrument began; 9999 without one"),
  registrations: words("registers in which a reference is given"),
  documents_verified: words("kinds of document that staff verified and that are not too old", DOCUMENT_KINDS),
  promises_no_us_police_use: flag("the applicant promises that no US police use or benefit from it"),
  promises_no_resale: flag("the applicant promises not to resell access"),
  legal_facts: words("recorded legal facts in force on the day, with a complete checklist"),

  site_country: ofSite(word("the site's country")),
  site_region: ofSite(word("the site's region, empty if none")),
  site_city: ofSite(word("the site's city in small letters, empty if none")),
  site_place_kind: ofSite(word("what kind of place the site is", PLACE_KINDS)),
  site_bans: ofSite(words("what local law at the site forbids on the day, from the pack's table")),
} as const satisfies Record<string, FactRow>;

export type FactName = keyof typeof FACTS;
type FactValue = boolean | number | string | readonly string[];
/** A site's facts are there only while that site is looked at. */
export type FactTable = Partial<Readonly<Record<FactName, FactValue>>>;

export function isFactName(name: string): name is FactName {
  return Object.hasOwn(FACTS, name);
}

export function factRow(name: FactName): FactRow {
  return FACTS[name];
}
