import type { ApplicationData } from "./contract";
import type { Circumstances } from "./derive-facts";
import type { FactTable } from "./facts";
import { type Fired, type FiredClauses, fireRules, missingOf } from "./fired-clauses";
import type { PolicyPack, Rule } from "./pack";
import { EFFECTS, type Effect, type RiskPart, type Tier, type Track } from "./pack-parts";
import { riskPartsOf, tierOf } from "./risk";

/** From the mildest to the strictest. */
export const OUTCOMES = ["review", "needs_instrument", "blocked", "denied"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type FiredRule = {
  id: string;
  effect: Exclude<Effect, "none">;
  /** Names of the sites where it holds: all of them for a rule about the whole application. */
  sites: readonly string[];
  because: string;
  /** Each with its number in the pack's list of sources, `RCW 43.386.080 [25]`. */
  source: readonly string[];
  lifts: string;
};

/** The policy's answer, as `screen` prints it; rules and conditions in the order of their ids. */
export type Screening = {
  pack: string;
  outcome: Outcome;
  tier: Tier;
  risk: number;
  risk_parts: Readonly<Record<RiskPart, number>>;
  rules: readonly FiredRule[];
  conditions: readonly { id: string; from: string }[];
  track: Track;
  approvers: number;
};

const OUTCOME_OF: Readonly<Record<Effect, Outcome>> = {
  none: "review",
  condition: "review",
  sign_off: "review",
  instrument: "needs_instrument",
  block: "blocked",
  deny: "denied",
};

function strictness(effect: Effect): number {
  return EFFECTS.indexOf(effect);
}

function stricterOutcome(one: Outcome, other: Outcome): Outcome {
  return OUTCOMES.indexOf(one) >= OUTCOMES.indexOf(other) ? one : other;
}

/** What a clause still waits for, in words: `document fria`, `registration eu_database`. */
function missingWords(clause: Fired["clause"], facts: FactTable): string[] {
  const { documents, registrations } = missingOf(clause, facts);
  return [
    ...documents.map((kind) => `document ${kind}`),
    ...registrations.map((key) => `registration ${key}`),
  ];
}

/** One line for a rule that fired: its strictest effect, with every reason for it. Nothing for a silent one. */
function reportRule(rule: Rule, fired: readonly Fired[], facts: FactTable): FiredRule | undefined {
  const strictest = fired.reduce<Effect>(
    (effect, { clause }) => (strictness(clause.effect) > strictness(effect) ? clause.effect : effect),
    "none",
  );
  if (strictest === "none") return undefined;
  const decisive = fired.filter(({ clause }) => clause.effect === strictest);
  const missing = [...new Set(decisive.flatMap(({ clause }) => missingWords(clause, facts)))];
  const lifts = [...new Set(decisive.map(({ clause }) => clause.lifts ?? rule.lifts))];
  return {
    id: rule.id,
    effect: strictest,
    sites: [...new Set(decisive.flatMap(({ sites }) => sites))].sort(),
    because: decisive.map(({ clause }) => clause.because).join(" "),
    source: rule.source.map(({ cite, ref }) => `${cite} [${ref}]`),
    lifts:
      missing.length === 0 ? lifts.join(" ") : `${lifts.join(" ")} Still missing: ${missing.join(", ")}.`,
  };
}

/** A denial of sites only denies the application when the rules together leave no site. */
function outcomeOf(pack: PolicyPack, application: ApplicationData, rules: readonly FiredRule[]): Outcome {
  const siteRules = new Set(pack.rules.filter((rule) => rule.sites_only).map(({ id }) => id));
  const strikes = ({ id, effect }: FiredRule) => effect === "deny" && siteRules.has(id);
  const struck = new Set(rules.filter(strikes).flatMap(({ sites }) => sites));
  const isNoneLeft = application.deployment.sites.every(({ name }) => struck.has(name));
  return rules
    .filter((rule) => !strikes(rule) || isNoneLeft)
    .reduce<Outcome>((outcome, { effect }) => stricterOutcome(outcome, OUTCOME_OF[effect]), "review");
}

function conditionsOf(fired: readonly FiredClauses[]) {
  return fired.flatMap(({ rule, clauses }) =>
    [...new Set(clauses.flatMap(({ clause }) => clause.conditions ?? []))]
      .sort()
      .map((id) => ({ id, from: rule.id })),
  );
}

/**
 * What the policy says about an application: every rule is read, the strictest decides.
 *
 * Pure and total over checked packs and applications; the order of rules, sites or any list changes nothing.
 * Recommends nothing: `review` means that people decide.
 *
 * @param circumstances the legal facts in force and the day to judge as of
 */
export function screen(
  pack: PolicyPack,
  application: ApplicationData,
  circumstances: Circumstances,
): Screening {
  return screenFired(pack, application, fireRules(pack, application, circumstances));
}

/** The same of rules that were read already, for whoever asks more of one reading. */
export function screenFired(
  pack: PolicyPack,
  application: ApplicationData,
  { whole, fired }: ReturnType<typeof fireRules>,
): Screening {
  const rules = fired.flatMap(({ rule, clauses }) => reportRule(rule, clauses, whole.facts) ?? []);
  const parts = riskPartsOf(pack, whole);
  const floors = fired.flatMap(({ clauses }) => clauses.flatMap(({ clause }) => clause.tier_floor ?? []));
  const { risk, tier } = tierOf(pack, parts, floors);
  const extra = rules.some(({ effect }) => effect === "sign_off") ? pack.sign_off_adds : 0;
  return {
    pack: pack.version,
    outcome: outcomeOf(pack, application, rules),
    tier: tier.id,
    risk,
    risk_parts: parts,
    rules,
    conditions: conditionsOf(fired),
    track: tier.track,
    approvers: tier.approvers + extra,
  };
}
