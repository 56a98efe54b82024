import type { ApplicationData } from "#lib/policy/contract";
import { addMonths, type Day, dayOf } from "#lib/policy/days";
import type { PolicyPack } from "#lib/policy/pack";
import { tierRow } from "#lib/policy/risk";
import type { Screening } from "#lib/policy/screen";
import { imposedClauses, imposedConditions, leastHumanReview, struckSites } from "./check-conditions";
import { type DecisionConditions, GRANTABLE_OPERATIONS, isOneToMany } from "./conditions";

/** The model that the worker pool runs, and the floor that people start from. */
export type ModelDefaults = { modelId: string; thresholdFloor: number };

const DAY_MS = 86_400_000;

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
  today: Day,
): DecisionConditions {
  const { deployment, data } = application;
  const struck = struckSites(pack, screening);
  const isSearch = isOneToMany(deployment.operations);
  const isStrictTier = screening.tier === "T3" || screening.tier === "T4";
  const clauses = imposedClauses(pack, screening);
  const isConsentAsked = clauses.has("consent") || deployment.operations.includes("enrol");
  return {
    operations: GRANTABLE_OPERATIONS.filter((operation) => deployment.operations.includes(operation)),
    site_names: deployment.sites.map(({ name }) => name).filter((name) => !struck.includes(name)),
    model_id: model.modelId,
    threshold_floor: model.thresholdFloor,
    top_k: isSearch ? (isStrictTier ? 3 : 5) : 1,
    faces_max: Math.min(deployment.gallery_size, 1_000_000),
    retention_probe_seconds: Math.min(data.retention_days.probe * 86_400, isSearch ? 60 : 86_400),
    retention_template_days: Math.min(data.retention_days.template, 3_650),
    retention_result_hours: Math.min(Math.max(data.retention_days.result * 24, 1), 24),
    consent: isConsentAsked ? "required" : "not",
    instrument: clauses.has("instrument") ? "required" : "not",
    human_review: leastHumanReview({ pack, screening }, deployment.operations),
    rate_per_second: 10,
    burst: 20,
    concurrent_jobs: 4,
    monthly_quota: Math.max(1, Math.min(deployment.expected_monthly_volume, 1_000_000_000)),
    expires_on: earlier(deployment.ends_on, lastDayOf(today, tierRow(pack, screening.tier).re_review_months)),
    rule_conditions: imposedConditions(screening),
    further: [],
  };
}

/** The last day of the term: the day before the same date `months` later. */
function lastDayOf(from: Day, months: number): Day {
  return dayOf(new Date(Date.parse(`${addMonths(from, months)}T00:00:00Z`) - DAY_MS));
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}
