import type { FieldError } from "#lib/platform/errors";
import type { ApplicationData } from "#lib/policy/contract";
import type { Day } from "#lib/policy/days";
import type { PolicyPack } from "#lib/policy/pack";
import type { Screening } from "#lib/policy/screen";
import { type DecisionConditions, HUMAN_REVIEWS, isOneToMany } from "./conditions";

type Against = {
  pack: PolicyPack;
  application: ApplicationData;
  screening: Screening;
  /** In UTC, such as `2026-11-20`. */
  today: Day;
};

/** Sites that a rule about places refuses (HS12, HS13), whatever the rest of the application gets. */
export function struckSites(pack: PolicyPack, screening: Screening): string[] {
  const siteRules = new Set(pack.rules.filter((rule) => rule.sites_only).map(({ id }) => id));
  const struck = screening.rules.filter(({ id, effect }) => effect === "deny" && siteRules.has(id));
  return [...new Set(struck.flatMap(({ sites }) => sites))].sort();
}

/** Ids of the conditions that fired rules impose, once each. */
export function imposedConditions(screening: Screening): string[] {
  return [...new Set(screening.conditions.map(({ id }) => id))].sort();
}

/** Clauses of a grant that those conditions fix. */
export function imposedClauses(pack: PolicyPack, screening: Screening): ReadonlySet<string> {
  const imposed = imposedConditions(screening);
  const clauses = pack.conditions.filter(({ id }) => imposed.includes(id)).map(({ clause }) => clause);
  return new Set([...clauses, ...(screening.outcome === "needs_instrument" ? ["instrument"] : [])]);
}

/**
 * The least human review of what is granted.
 *
 * @see policy pack 2026-11, part E, "Human review before release"
 */
export function leastHumanReview(
  { pack, screening }: Pick<Against, "pack" | "screening">,
  operations: readonly string[],
): DecisionConditions["human_review"] {
  if (!isOneToMany(operations) && !imposedClauses(pack, screening).has("human_review")) return "none";
  return screening.tier === "T3" || screening.tier === "T4" ? "two_blind" : "one";
}

/**
 * Whether people may bind an approval to these conditions: never wider than what was asked for, never looser
 * than what the rules impose.
 *
 * @returns what is wrong, by field of the form; empty when they may
 */
export function conditionErrors(conditions: DecisionConditions, against: Against): FieldError[] {
  return [...tooWide(conditions, against), ...tooLoose(conditions, against)];
}

function tooWide(
  conditions: DecisionConditions,
  { pack, application, screening, today }: Against,
): FieldError[] {
  const { deployment } = application;
  const asked: readonly string[] = deployment.operations;
  const siteNames = deployment.sites.map(({ name }) => name);
  const struck = struckSites(pack, screening);
  return [
    ...conditions.operations
      .filter((operation) => !asked.includes(operation))
      .map((operation) => wrong("operations", `${operation} was not applied for`)),
    ...conditions.site_names
      .filter((name) => !siteNames.includes(name))
      .map((name) => wrong("site_names", `${name} is no site of the application`)),
    ...conditions.site_names
      .filter((name) => struck.includes(name))
      .map((name) => wrong("site_names", `${name} is struck by a rule`)),
    ...(conditions.expires_on > deployment.ends_on
      ? [wrong("expires_on", `the application ends on ${deployment.ends_on}`)]
      : []),
    ...(conditions.expires_on < today ? [wrong("expires_on", "a day that is not over yet")] : []),
    ...(conditions.faces_max > deployment.gallery_size
      ? [wrong("faces_max", `${deployment.gallery_size} faces were applied for`)]
      : []),
  ];
}

function tooLoose(conditions: DecisionConditions, { pack, screening }: Against): FieldError[] {
  const imposed = imposedConditions(screening);
  const clauses = imposedClauses(pack, screening);
  const review = leastHumanReview({ pack, screening }, conditions.operations);
  return [
    ...imposed
      .filter((id) => !conditions.rule_conditions.includes(id))
      .map((id) => wrong("rule_conditions", `${id} is imposed by a rule and stays`)),
    ...conditions.rule_conditions
      .filter((id) => !imposed.includes(id))
      .map((id) => wrong("rule_conditions", `${id} is imposed by no rule that fired`)),
    ...(clauses.has("instrument") && conditions.instrument === "not"
      ? [wrong("instrument", "a rule asks for an instrument per use")]
      : []),
    ...(clauses.has("consent") && conditions.consent === "not"
      ? [wrong("consent", "a rule asks for a consent per enrolment")]
      : []),
    ...(HUMAN_REVIEWS.indexOf(conditions.human_review) < HUMAN_REVIEWS.indexOf(review)
      ? [wrong("human_review", `${REVIEWERS[review]} before release is the least here`)]
      : []),
  ];
}

const REVIEWERS = { none: "no reviewer", one: "one reviewer", two_blind: "two blind reviewers" } as const;

function wrong(field: keyof DecisionConditions, message: string): FieldError {
  return { pointer: `/${field}`, message };
}
