import type { ApplicationData } from "#lib/policy/contract";
import type { PolicyPack } from "#lib/policy/pack";
import type { Screening } from "#lib/policy/screen";
import { imposedClauses, imposedConditions, struckSites } from "./check-conditions";
import { type DecisionConditions, GRANTABLE_OPERATIONS } from "./conditions";

/** The model that the worker pool runs, and the floor that people start from. */
export type ModelDefaults = { modelId: string; thresholdFloor: number };

const ONE_TO_MANY: readonly string[] = ["identify_1_n", "search_post_event"];

/**
 * Conditions to start from: no wider than what was asked for, as strict as the rules and the tier ask. People
 * change them; those that rules impose stay.
 *
 * @param today in UTC, such as `2026-11-20`: the grant is reviewed again when the tier's months are over
 * @see policy pack 2026-11, part E, "Top-k" and "Human review before release"
 */
export function suggestConditions(
  { pack, application, screening }: { pack: PolicyPack; application: ApplicationData; screening: Screening },
  model: ModelDefaults,
  today: string,
): DecisionConditions {
  const { deployment, data } = application;
  const struck = struckSites(pack, screening);
  const isOneToMany = deployment.operations.some((operation) => ONE_TO_MANY.includes(operation));
  const isStrictTier = screening.tier === "T3" || screening.tier === "T4";
  const clauses = imposedClauses(pack, screening);
  const isConsentAsked = clauses.has("consent") || deployment.operations.includes("enrol");
  return {
    operations: GRANTABLE_OPERATIONS.filter((operation) => deployment.operations.includes(operation)),
    site_names: deployment.sites.map(({ name }) => name).filter((name) => !struck.includes(name)),
    model_id: model.modelId,
    threshold_floor: model.thresholdFloor,
    top_k: isOneToMany ? (isStrictTier ? 3 : 5) : 1,
    faces_max: Math.min(deployment.gallery_size, 1_000_000),
    retention_probe_seconds: Math.min(data.retention_days.probe * 86_400, isOneToMany ? 60 : 86_400),
    retention_template_days: Math.min(data.retention_days.template, 3_650),
    retention_result_hours: Math.min(Math.max(data.retention_days.result * 24, 1), 24),
    consent: isConsentAsked ? "required" : "not",
    instrument: clauses.has("instrument") ? "required" : "not",
    human_review: isOneToMany || clauses.has("human_review") ? (isStrictTier ? "two_blind" : "one") : "none",
    rate_per_second: 10,
    burst: 20,
    concurrent_jobs: 4,
    monthly_quota: Math.max(1, Math.min(deployment.expected_monthly_volume, 1_000_000_000)),
    expires_on: earlier(deployment.ends_on, monthsAfter(today, reReviewMonths(pack, screening))),
    rule_conditions: imposedConditions(screening),
    further: [],
  };
}

function reReviewMonths(pack: PolicyPack, screening: Screening): number {
  const tier = pack.tiers.find(({ id }) => id === screening.tier);
  if (tier === undefined) throw new Error(`pack ${pack.version} has no tier ${screening.tier}`);
  return tier.re_review_months;
}

/** The last day of the term: the day before the same date `months` later. */
function monthsAfter(day: string, months: number): string {
  const end = new Date(`${day}T00:00:00Z`);
  end.setUTCMonth(end.getUTCMonth() + months);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
