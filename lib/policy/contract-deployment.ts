import { z } from "zod";
import { choice, choices, count, country, day, prose, region, text, yesNo } from "./fields";
import { countryOf, isCountry, isRegion } from "./places";
import {
  ACTS_FOR_LAW_ENFORCEMENT,
  CAMERAS,
  CONSEQUENCES,
  CUSTOMER_TYPES,
  FORBIDDEN_OPERATIONS,
  GALLERY_SOURCES,
  MODES,
  OPERATIONS,
  OUTPUT_USES,
  PLACE_KINDS,
  SANCTIONS,
  SPACES,
  SUBJECTS,
  TEMPLATE_HOLDERS,
  USE_CASES,
} from "./vocabulary";

const customerType = choice("What kind of organisation it is", CUSTOMER_TYPES);

/** A parent or an end user: its kind must be said, since a police beneficiary decides the case. */
const party = z.strictObject({
  name: text("Its registered name"),
  country: country("Its country"),
  region,
  customer_type: customerType,
});

/** An owner, who may be a natural person and then has no kind. */
const owner = party.extend({ customer_type: customerType.nullish() });

/** An order or ban on face recognition that binds the applicant (HS18); `valid_to` null: no end is known. */
const priorOrder = z.strictObject({
  issuer: text("The court or authority that made the order"),
  reference: text("The case number or address of the order", 500),
  scope: prose("What the order forbids or demands"),
  face_recognition: yesNo("Does the order concern face recognition?"),
  valid_from: day("The day from which the order holds"),
  valid_to: day("The last day of the order, or null if it has no end").nullable(),
  discharged: yesNo("Was the order lifted or discharged?"),
});

/** Step 1. */
export const organisation = z
  .strictObject({
    legal_name: text("The registered legal name"),
    registration_no: text("The number in the company or public register", 100),
    country: country("The country of establishment"),
    region,
    customer_type: customerType,
    parents: z.array(party, { error: "A list of parent organisations, empty if none" }).max(50),
    beneficial_owners: z.array(owner, { error: "A list of owners, empty if none" }).max(50),
    end_users: z.array(party, { error: "A list of end users, empty if none" }).max(200),
    acts_for_law_enforcement: choice("Whether you act for law enforcement", ACTS_FOR_LAW_ENFORCEMENT),
    law_enforcement_country: country("The country of the law enforcement you act for").nullish(),
    work_email: z.email({ error: "A work e-mail address such as name@organisation.example" }).max(254),
    signatory: text("The office of the person who signs for the organisation"),
    data_protection_officer: text(
      "How to reach the data protection officer, or null if there is none",
    ).nullable(),
    prior_orders: z.array(priorOrder, { error: "A list of orders and bans, empty if none" }).max(50),
    sanctions: choice("The result of the sanctions check", SANCTIONS),
  })
  .superRefine((value, context) => {
    if (value.acts_for_law_enforcement === "contract" && value.law_enforcement_country == null) {
      context.addIssue({
        code: "custom",
        path: ["law_enforcement_country"],
        message: "Name the country of the law enforcement you act for, such as GB",
      });
    }
  });

/** Step 2. */
export const purpose = z.strictObject({
  use_case: choice("The use", USE_CASES),
  problem: prose("The problem that face recognition is to solve"),
  benefit_metric: prose("How you will measure the benefit"),
  alternatives: z
    .array(prose("An alternative that you considered"), {
      error: "A list of the alternatives that you considered, empty if none",
    })
    .max(20),
  decision_supported: prose("The decision that the answer supports"),
  output_use: choice("How far the answer decides", OUTPUT_USES),
  consequence: choice("The gravest consequence for a person", CONSEQUENCES),
});

const operationError = `An operation: one of ${OPERATIONS.join(", ")}`;

/** FORBIDDEN_OPERATIONS are read so that policy can refuse them (HS08); no message ever offers one. */
const operations = z
  .array(z.enum([...OPERATIONS, ...FORBIDDEN_OPERATIONS], { error: operationError }), {
    error: "A list of operations",
  })
  .min(1, { error: "Choose at least one operation" })
  .refine((list) => new Set(list).size === list.length, { error: "Name each only once" });

const site = z
  .strictObject({
    name: text("A name for the site", 120),
    country: country("The site's country"),
    region,
    city: text("The site's city", 120).nullish(),
    place_kind: choice("What kind of place it is", PLACE_KINDS),
  })
  .superRefine((value, context) => {
    if (value.country === "US" && value.region == null) {
      // Illinois, Texas, Washington and Colorado have laws of their own.
      context.addIssue({
        code: "custom",
        path: ["region"],
        message: "Name the state of a site in the United States, as an ISO 3166-2 code such as US-IL",
      });
    }
    if (value.region != null && countryOf(value.region) !== value.country) {
      context.addIssue({
        code: "custom",
        path: ["region"],
        message: `Give a region of the site's country, beginning with ${value.country}-`,
      });
    }
  });

/** Step 3. */
export const deployment = z
  .strictObject({
    operations,
    mode: choice("Who or what starts a call", MODES),
    camera: choice("The camera", CAMERAS),
    space: choice("The space", SPACES),
    protected_space: yesNo("Is a changing room, restroom or another space of intimacy in view?"),
    sites: z
      .array(site, { error: "A list of the sites" })
      .min(1, { error: "Name at least one site; for an online service, where its operator sits" })
      .max(500),
    template_holder: choice("Who holds the template", TEMPLATE_HOLDERS),
    gallery_size: count("How many people are in the gallery, 0 for none", 1_000_000_000),
    expected_monthly_volume: count("How many calls a month you expect", 1_000_000_000),
    starts_on: day("The first day of use"),
    ends_on: day("The last day of use"),
    is_pilot: yesNo("Is it a pilot or trial?"),
  })
  .superRefine((value, context) => {
    if (value.ends_on < value.starts_on) {
      context.addIssue({ code: "custom", path: ["ends_on"], message: "Give a day on or after starts_on" });
    }
    value.sites.forEach((one, index) => {
      // A grant names the sites that it covers; two of one name could not be told apart.
      if (value.sites.findIndex((other) => other.name === one.name) < index) {
        context.addIssue({
          code: "custom",
          path: ["sites", index, "name"],
          message: "Give each site a name of its own",
        });
      }
    });
  });

const subjectPlaceError = "A country such as GB, or a region such as US-IL";

/** Step 4. */
export const people = z
  .strictObject({
    subjects: choices("Whose faces are compared", SUBJECTS),
    adults_only: yesNo("Are all of them adults?"),
    /** Countries, or regions where a region's law differs. */
    subject_countries: z
      .array(
        z
          .string({ error: subjectPlaceError })
          .refine((code) => isCountry(code) || isRegion(code), { error: subjectPlaceError }),
        { error: "A list of countries or regions in which the people are" },
      )
      .min(1, { error: "Name at least one country in which the people are" })
      .max(250),
    gallery_source: choice("Where enrolled faces come from", GALLERY_SOURCES),
    add_criteria: z.string({ error: "Who is added to the gallery, and on what grounds" }).max(4_000),
    remove_criteria: z.string({ error: "When a person is removed from the gallery" }).max(4_000),
    shared_with: z
      .array(text("Who else gets the data"), { error: "A list of who else gets the data, empty if nobody" })
      .max(50),
    enrolment_optional: yesNo("Can people say no without losing anything?"),
    targets_protected_trait: yesNo("Are people selected by a protected trait?"),
    records_protected_activity: yesNo("Are protest, association or worship recorded?"),
  })
  .superRefine((value, context) => {
    if (value.gallery_source === "none") return;
    for (const field of ["add_criteria", "remove_criteria"] as const) {
      if (/\S/.test(value[field])) continue;
      const message =
        field === "add_criteria" ? "Say who is added, and on what grounds" : "Say when a person is removed";
      context.addIssue({ code: "custom", path: [field], message });
    }
  });
