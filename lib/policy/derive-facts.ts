import type { ApplicationData, Site } from "./contract";
import { addMonths, type Day, daysBetween } from "./days";
import type { FactTable } from "./facts";
import { factsThatHold, type LegalFact } from "./legal-fact";
import type { PolicyPack } from "./pack";
import { countryOf } from "./places";
import { FORBIDDEN_OPERATIONS } from "./vocabulary";

/** What a screening is judged with besides the application. */
export type Circumstances = { facts: readonly LegalFact[]; on: Day };

const NO_EXIGENCY_DAYS = 9_999;
const FORBIDDEN: readonly string[] = FORBIDDEN_OPERATIONS;

/** Words that stand where an end user's name should be. */
const UNDISCLOSED =
  /^\W*(unknown|undisclosed|unnamed|confidential|various|to be (determined|announced)|tb[acd]|n\/?a)\b/i;

function distinct(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => value != null && value !== ""))].sort();
}

function jurisdictionsOf({ organisation, deployment, people }: ApplicationData): string[] {
  return distinct([
    organisation.country,
    organisation.region,
    ...deployment.sites.flatMap((site) => [site.country, site.region]),
    ...people.subject_countries.flatMap((code) => [code, countryOf(code)]),
  ]);
}

/** The countries that the applicant acts for. One that will not say for whom may be acting for any of those in play. */
function actsForCountries(application: ApplicationData): string[] {
  const { acts_for_law_enforcement: acts, law_enforcement_country: country } = application.organisation;
  if (acts === "no") return [];
  return country == null ? distinct(jurisdictionsOf(application).map(countryOf)) : [country];
}

function partyFacts({ organisation }: ApplicationData): FactTable {
  const parties = [
    { customer_type: organisation.customer_type, country: organisation.country },
    ...organisation.parents,
    ...organisation.beneficial_owners,
    ...organisation.end_users,
  ];
  return {
    customer_type: organisation.customer_type,
    party_types: distinct(parties.map((party) => party.customer_type)),
    party_places: distinct(
      parties.map((party) =>
        party.customer_type == null ? null : `${party.customer_type}@${party.country}`,
      ),
    ),
    end_user_types: distinct(organisation.end_users.map((party) => party.customer_type)),
    end_user_count: organisation.end_users.length,
    has_undisclosed_end_user: organisation.end_users.some(({ name }) => UNDISCLOSED.test(name)),
  };
}

function organisationFacts(application: ApplicationData, on: Day): FactTable {
  const { organisation } = application;
  return {
    ...partyFacts(application),
    acts_for_law_enforcement: organisation.acts_for_law_enforcement,
    acts_for_countries: actsForCountries(application),
    sanctions: organisation.sanctions,
    has_face_recognition_order: organisation.prior_orders.some(
      (order) =>
        order.face_recognition &&
        !order.discharged &&
        order.valid_from <= on &&
        (order.valid_to === null || on <= order.valid_to),
    ),
    jurisdictions: jurisdictionsOf(application),
  };
}

function deploymentFacts({ purpose, deployment, people, data }: ApplicationData): FactTable {
  return {
    use_case: purpose.use_case,
    output_use: purpose.output_use,
    consequence: purpose.consequence,
    operations: distinct(deployment.operations),
    asks_forbidden_operation: deployment.operations.some((operation) => FORBIDDEN.includes(operation)),
    mode: deployment.mode,
    camera: deployment.camera,
    space: deployment.space,
    is_protected_space: deployment.protected_space,
    template_holder: deployment.template_holder,
    gallery_size: deployment.gallery_size,
    monthly_volume: deployment.expected_monthly_volume,
    is_pilot: deployment.is_pilot,
    place_kinds: distinct(deployment.sites.map((site) => site.place_kind)),
    site_regions: distinct(deployment.sites.map((site) => site.region ?? site.country)),
    subjects: distinct(people.subjects),
    is_adults_only: people.adults_only,
    gallery_source: people.gallery_source,
    is_enrolment_optional: people.enrolment_optional,
    targets_protected_trait: people.targets_protected_trait,
    records_protected_activity: people.records_protected_activity,
    shared_with_count: people.shared_with.length,
    consent_type: data.consent_type,
  };
}

function lawFacts(pack: PolicyPack, application: ApplicationData, { facts, on }: Circumstances): FactTable {
  const { law, documents, attestations } = application;
  const valid = law.instruments.filter(({ valid_from, valid_to }) => valid_from <= on && on <= valid_to);
  const exigencies = valid.filter(({ kind, emergency }) => kind === "exigency" || emergency);
  const monthsOf: Readonly<Record<string, number>> = pack.document_valid_months;
  const current = documents.filter(({ kind, verified, issued_on }) => {
    const months = monthsOf[kind];
    const isOld = months !== undefined && issued_on != null && addMonths(issued_on, months) < on;
    return verified && !isOld;
  });
  return {
    objective: law.objective ?? "none",
    instruments_valid: distinct(valid.map(({ kind }) => kind)),
    exigency_age_days: Math.min(
      NO_EXIGENCY_DAYS,
      ...exigencies.map(({ valid_from }) => daysBetween(valid_from, on)),
    ),
    registrations: distinct(Object.keys(law.registrations)),
    documents_verified: distinct(current.map(({ kind }) => kind)),
    promises_no_us_police_use: attestations.no_us_police_use,
    promises_no_resale: attestations.no_resale,
    legal_facts: factsThatHold(pack.legal_facts, facts, on),
  };
}

/** The facts of an application that rules are read against; sets come sorted, so that no order of typing matters. */
export function applicationFacts(
  pack: PolicyPack,
  application: ApplicationData,
  circumstances: Circumstances,
): FactTable {
  return {
    ...organisationFacts(application, circumstances.on),
    ...deploymentFacts(application),
    ...lawFacts(pack, application, circumstances),
  };
}

/** A city as the pack's table spells it: small letters, no accents, single spaces. */
function plainCity(city: string | null | undefined): string {
  return (city ?? "").normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/\s+/g, " ").trim();
}

/** The facts of one site, to be laid over those of its application. */
export function siteFacts(pack: PolicyPack, site: Site, on: Day): FactTable {
  const city = plainCity(site.city);
  const region = site.region ?? "";
  const bans = pack.local_bans.filter(
    (ban) =>
      ban.region === region &&
      ban.city === city &&
      ban.in_force_from <= on &&
      (ban.in_force_to === null || on <= ban.in_force_to),
  );
  return {
    site_country: site.country,
    site_region: region,
    site_city: city,
    site_place_kind: site.place_kind,
    site_bans: distinct(bans.map(({ forbids }) => forbids)),
  };
}
