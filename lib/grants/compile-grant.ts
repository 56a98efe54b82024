import type { DecisionConditions } from "#lib/reviews/conditions";
import { EMERGENCY_CONDITIONS } from "#lib/reviews/emergency";
import type { GrantTerms, Operation } from "./terms";

/** What a decision rests on, as signed: the revision as data and the conditions. Nothing else goes into a grant. */
export type GrantInput = {
  application: {
    organisation: { country: string; region?: string | null | undefined };
    purpose: { use_case: string };
    deployment: {
      operations: readonly string[];
      mode: string;
      sites: readonly { name: string; country: string; region?: string | null; city?: string | null }[];
      ends_on: string;
      expected_monthly_volume: number;
    };
    people: { subject_countries: readonly string[] };
    data: { retention_days: { probe: number; template: number; result: number } };
  };
  /** Sites that a rule struck (HS12, HS13): never granted, whatever the conditions say. */
  struckSites: readonly string[];
  conditions: DecisionConditions;
};

const SECONDS_A_DAY = 86_400;

/**
 * Decision → grant: the stricter of what was applied for and what the approvers bound it to, clause by clause.
 * Deterministic, so that whoever holds the signed decision can compile the same terms again.
 *
 * @returns terms with no operation or site beyond the application's
 */
export function compileGrant({ application, struckSites, conditions }: GrantInput): GrantTerms {
  const { deployment, data } = application;
  const sites = deployment.sites
    .filter(({ name }) => conditions.site_names.includes(name) && !struckSites.includes(name))
    .map(({ name, country, region, city }) => ({
      name,
      country,
      region: region ?? null,
      city: city ?? null,
    }));
  return {
    operations: conditions.operations.filter((operation): operation is Operation & typeof operation =>
      deployment.operations.includes(operation),
    ),
    purposes: [application.purpose.use_case],
    modes: [deployment.mode],
    sites,
    jurisdictions: jurisdictionsOf(application, sites),
    thresholdFloor: { [conditions.model_id]: conditions.threshold_floor },
    topK: conditions.top_k,
    collectionsMax: conditions.faces_max === 0 ? 0 : 10,
    facesMax: conditions.faces_max,
    retention: {
      probeSeconds: Math.min(conditions.retention_probe_seconds, data.retention_days.probe * SECONDS_A_DAY),
      templateDays: Math.min(conditions.retention_template_days, data.retention_days.template),
      resultHours: Math.max(1, Math.min(conditions.retention_result_hours, data.retention_days.result * 24)),
    },
    consent: conditions.consent,
    instrument: conditions.instrument,
    humanReview: conditions.human_review,
    ratePerSecond: conditions.rate_per_second,
    burst: conditions.burst,
    concurrentJobs: conditions.concurrent_jobs,
    monthlyQuota: conditions.monthly_quota,
    conditions: conditionsOf(conditions),
    expiresAt: endOf(conditions, deployment.ends_on),
  };
}

function jurisdictionsOf(application: GrantInput["application"], sites: GrantTerms["sites"]): string[] {
  const all = [
    application.organisation.country,
    ...(application.organisation.region == null ? [] : [application.organisation.region]),
    ...application.people.subject_countries,
    ...sites.flatMap(({ country, region }) => (region === null ? [country] : [country, region])),
  ];
  return [...new Set(all)].sort();
}

/** An emergency is bound to what its lane binds it to, whether or not a rule imposes it as well (HS27). */
function conditionsOf({ rule_conditions, further, emergency_ends_at }: DecisionConditions): string[] {
  const lane = emergency_ends_at === undefined ? [] : EMERGENCY_CONDITIONS;
  return [...new Set([...rule_conditions, ...lane, ...further])];
}

/** The first moment after the last day, or the end of the emergency when that comes first. */
function endOf({ expires_on, emergency_ends_at }: DecisionConditions, endsOn: string): string {
  const end = endOfDay(earlier(expires_on, endsOn));
  if (emergency_ends_at === undefined) return end;
  return new Date(Math.min(Date.parse(end), Date.parse(emergency_ends_at))).toISOString();
}

/** ISO 8601 days compare as text. */
function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

/** The grant holds through its last day, so it ends with the next one's first moment. */
function endOfDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + SECONDS_A_DAY * 1000).toISOString();
}
