import type {
  ACTS_FOR_LAW_ENFORCEMENT,
  CAMERAS,
  CONSEQUENCES,
  CustomerType,
  DocumentKind,
  GALLERY_SOURCES,
  INSTRUMENT_KINDS,
  MODES,
  OPERATIONS,
  OUTPUT_USES,
  PLACE_KINDS,
  REAL_TIME_OBJECTIVES,
  SPACES,
  SUBJECTS,
  TEMPLATE_HOLDERS,
  USE_CASES,
} from "#lib/policy/vocabulary";
import type { Option } from "./field";

/** One label for every value of a closed list: a value that policy adds without a label fails the type check. */
type Labels<List extends readonly string[]> = Readonly<Record<List[number], string>>;

export const customerTypes: Readonly<Record<CustomerType, string>> = {
  commercial: "Company",
  airline: "Airline",
  health: "Hospital or other health care",
  bank: "Bank or other financial institution",
  school: "School or university",
  ngo: "Charity or other non-governmental organisation",
  intl_org: "International organisation",
  us_police: "Police in the United States: state, local, tribal, campus or transit, sheriff",
  us_federal_le: "Federal law enforcement or immigration in the United States",
  non_us_le: "Police or law enforcement elsewhere",
  prosecutor_court: "Prosecutor or court",
  public_agency: "Other public body",
  reseller: "Reseller or integrator for other organisations",
  individual: "A person, not an organisation",
};

export const actsForLawEnforcement: Labels<typeof ACTS_FOR_LAW_ENFORCEMENT> = {
  no: "No",
  on_request: "Now and then, when asked",
  contract: "Yes, under contract or duty",
};

export const useCases: Labels<typeof USE_CASES> = {
  identity_verification: "Check that a person is who they say they are",
  access_control: "Open a door, gate or account",
  personalisation: "Recognise a returning customer",
  duplicate_user: "Find double accounts",
  media_archive: "Find people in a media archive",
  patient_id: "Identify patients",
  missing_person: "Find a missing person",
  victim_id: "Identify victims or the dead",
  emergency: "Imminent danger to life",
  prosecution_assist: "Assist a prosecution",
  watchlist_security: "Watch for people on a list",
  attendance: "Record attendance",
  other: "Something else",
};

export const outputUses: Labels<typeof OUTPUT_USES> = {
  assist: "It assists a person who decides",
  corroborated: "It counts only together with other evidence",
  sole_basis: "It decides by itself",
};

export const consequences: Labels<typeof CONSEQUENCES> = {
  convenience: "Convenience: nothing is lost but time",
  access: "Access: a door, a gate or an account stays shut",
  significant: "Significant: money, work, care, schooling or legal standing",
  liberty: "Liberty: a stop, an arrest, detention",
};

export const operations: Labels<typeof OPERATIONS> = {
  liveness: "Liveness: is a live person before the camera?",
  enrol: "Enrol: keep a template of a face",
  verify_1_1: "Verify 1:1: are these two the same person?",
  identify_1_n: "Identify 1:N: who of many is this?",
  search_post_event: "Search after the event: who is in this recording?",
};

export const modes: Labels<typeof MODES> = {
  user: "The person themselves",
  staff: "A member of staff, with the person present",
  post_event: "Staff, afterwards, on recordings",
  real_time: "The camera, live, on whoever passes",
};

export const cameras: Labels<typeof CAMERAS> = {
  device: "The person's own device",
  kiosk: "A kiosk or gate",
  fixed: "A fixed camera",
  body: "A body-worn camera",
  dash: "A vehicle camera",
  drone: "A drone",
  uploaded: "None: pictures are uploaded",
};

export const spaces: Labels<typeof SPACES> = {
  private: "Private: a home, an own device, a staff area",
  semi_public: "Semi-public: a shop, a terminal, a lobby",
  public: "Public: a street, a square, a park",
};

export const placeKinds: Labels<typeof PLACE_KINDS> = {
  airport: "Airport",
  shop: "Shop",
  restaurant: "Restaurant",
  hospital: "Hospital",
  school: "School",
  workplace: "Workplace",
  stadium: "Stadium",
  street: "Street",
  transit: "Public transport",
  home: "Home",
  court: "Court",
  prison: "Prison",
  changing_room: "Changing room",
  restroom: "Restroom",
  worship: "Place of worship",
  other: "Other",
};

export const templateHolders: Labels<typeof TEMPLATE_HOLDERS> = {
  subject: "The person, on their device or card",
  operator: "You, in a store that you run",
};

export const subjects: Labels<typeof SUBJECTS> = {
  customers: "Customers",
  workers: "Workers",
  patients: "Patients",
  students: "Students",
  minors: "Minors",
  passengers: "Passengers",
  public: "Members of the public",
  suspects: "Suspects",
  victims: "Victims",
  migrants: "Migrants",
  missing: "Missing people",
};

export const gallerySources: Labels<typeof GALLERY_SOURCES> = {
  none: "There is no gallery",
  self_enrolled: "People enrol themselves",
  employer: "The employer's records",
  own_customers: "Your own customers' records",
  government_id: "Government identity documents",
  police_custody: "Pictures taken in custody",
  purchased: "Bought from someone else",
  public_web: "Collected from the web or social media",
};

export const objectives: Labels<typeof REAL_TIME_OBJECTIVES> = {
  victim_or_missing_search: "Search for particular victims or missing people",
  imminent_threat: "An imminent threat to life, or of an attack",
  listed_offence_suspect: "A suspect of an offence listed in Annex II, punishable by four years or more",
};

export const instrumentKinds: Labels<typeof INSTRUMENT_KINDS> = {
  judicial_order: "A judge's order",
  exigency: "A documented exigency",
  court_order_missing: "A court's order to find a missing or deceased person",
};

export const documentKinds: Readonly<Record<DocumentKind, string>> = {
  legal_memo: "Legal memorandum",
  dpia: "Data protection impact assessment (DPIA)",
  fria: "Fundamental rights impact assessment (FRIA)",
  aia: "Algorithmic impact assessment (AIA)",
  accountability_report: "Accountability report",
  public_review: "Record of public review",
  operational_test: "Operational test report",
  training: "Training curriculum or certificates",
  public_policy: "Public written policy",
  notice_text: "Notice text",
  notice_photo: "Photograph of the notice in place",
  consent_text: "Consent text",
  sop: "Standard operating procedure",
  test_report: "Accuracy and fairness test report",
  retention_schedule: "Retention schedule",
  security_report: "Security report",
  enabling_statute: "Enabling statute or order",
  incident_programme: "Programme against false matches and incidents",
  community_consultation: "Record of community consultation",
  prior_consultation: "Regulator's answer to a prior consultation",
};

/** Labels as choices, in the order of the list. */
export function choicesOf(labels: Readonly<Record<string, string>>): readonly Option[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
