import fc from "fast-check";
import type { ApplicationData, Site } from "#lib/policy/contract";
import * as words from "#lib/policy/vocabulary";
import { sample } from "./samples";

const AIRLINE = sample("airline");

type Place = readonly [country: string, region: string | null, city: string | null];

const PLACES: readonly Place[] = [
  ["GB", null, "London"],
  ["FR", "FR-IDF", "Paris"],
  ["US", "US-OR", "Portland"],
  ["US", "US-IL", "Chicago"],
  ["US", "US-TX", "Austin"],
  ["US", "US-WA", "Seattle"],
  ["US", "US-CO", "Denver"],
  ["US", "US-NY", "Brooklyn"],
  ["US", "US-CA", "San Francisco"],
  ["NZ", null, null],
];

const someOf = <T>(values: readonly T[], minLength = 0) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength });
const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const day = fc
  .integer({ min: 0, max: 4_000 })
  .map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10));

const sites: fc.Arbitrary<Site[]> = fc
  .array(fc.record({ place: oneOf(PLACES), place_kind: oneOf(words.PLACE_KINDS) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) =>
    list.map(({ place: [country, region, city], place_kind }, index) => ({
      name: `Site ${index + 1}`,
      country,
      region,
      city,
      place_kind,
    })),
  );

const party = fc.record({
  name: oneOf(["Client Ltd", "Undisclosed", "Police of Somewhere"]),
  country: oneOf(["GB", "US", "FR", "NZ"]),
  customer_type: oneOf(words.CUSTOMER_TYPES),
});

const organisation: fc.Arbitrary<ApplicationData["organisation"]> = fc
  .record({
    country: oneOf(["GB", "US", "DE", "NZ"]),
    customer_type: oneOf(words.CUSTOMER_TYPES),
    parents: fc.array(party, { maxLength: 1 }),
    beneficial_owners: fc.array(party, { maxLength: 1 }),
    end_users: fc.array(party, { maxLength: 2 }),
    acts_for_law_enforcement: oneOf(words.ACTS_FOR_LAW_ENFORCEMENT),
    law_enforcement_country: oneOf(["GB", "US"]),
    sanctions: oneOf(words.SANCTIONS),
  })
  .map((fields) => ({ ...AIRLINE.organisation, ...fields }));

const deployment: fc.Arbitrary<ApplicationData["deployment"]> = fc
  .record({
    operations: someOf([...words.OPERATIONS, "emotion" as const], 1),
    mode: oneOf(words.MODES),
    camera: oneOf(words.CAMERAS),
    space: oneOf(words.SPACES),
    protected_space: fc.boolean(),
    sites,
    template_holder: oneOf(words.TEMPLATE_HOLDERS),
    is_pilot: fc.boolean(),
  })
  .map((fields) => ({ ...AIRLINE.deployment, ...fields }));

const people: fc.Arbitrary<ApplicationData["people"]> = fc
  .record({
    subjects: someOf(words.SUBJECTS, 1),
    adults_only: fc.boolean(),
    subject_countries: someOf(["GB", "US", "US-IL", "DE", "NZ"], 1),
    gallery_source: oneOf(words.GALLERY_SOURCES),
    enrolment_optional: fc.boolean(),
    targets_protected_trait: fc.boolean(),
    records_protected_activity: fc.boolean(),
  })
  .map((fields) => ({ ...AIRLINE.people, ...fields }));

const instrument: fc.Arbitrary<ApplicationData["law"]["instruments"][number]> = fc
  .record({ kind: oneOf(words.INSTRUMENT_KINDS), from: day, to: day, emergency: fc.boolean() })
  .map(({ kind, from, to, emergency }) => ({
    kind,
    issuer: "A court",
    reference: "1/26",
    scope: "one search",
    valid_from: from < to ? from : to,
    valid_to: from < to ? to : from,
    emergency,
  }));

const law: fc.Arbitrary<ApplicationData["law"]> = fc
  .record({
    objective: fc.option(oneOf(words.REAL_TIME_OBJECTIVES)),
    instruments: fc.array(instrument, { maxLength: 3 }),
    registrations: fc.dictionary(
      oneOf(["eu_database", "wa_notice_of_intent", "sub_tenant_approvals"]),
      fc.constant("R-1"),
    ),
  })
  .map((fields) => ({ ...AIRLINE.law, ...fields }));

const documents = fc.array(
  fc.record({
    kind: oneOf(words.DOCUMENT_KINDS),
    verified: fc.boolean(),
    issued_on: fc.option(day),
  }),
  { maxLength: 20 },
);

/** Applications of every kind that the contract accepts, most of them absurd: the evaluator must answer them all. */
export const arbitraryApplication: fc.Arbitrary<ApplicationData> = fc
  .record({
    organisation,
    deployment,
    people,
    law,
    documents,
    use_case: oneOf(words.USE_CASES),
    output_use: oneOf(words.OUTPUT_USES),
    consequence: oneOf(words.CONSEQUENCES),
  })
  .map(({ use_case, output_use, consequence, ...sections }) => ({
    ...AIRLINE,
    ...sections,
    purpose: { ...AIRLINE.purpose, use_case, output_use, consequence },
  }));

export const arbitraryDay = day;
