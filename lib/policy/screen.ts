import { holds, type Scope } from "./condition";
import type { ApplicationData } from "./contract";
import { applicationFacts, type Circumstances, siteFacts } from "./derive-facts";
import type { FactTable } from "./facts";
import { type Clause, definitionsOf, type PolicyPack, type Rule } from "./pack";
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

type Fired = { clause: Clause; sites: readonly string[] };
/** What clauses are read against: the application as a whole, and each of its sites. */
type Reading = { whole: Scope; sites: readonly { name: string; scope: Scope }[] };

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

/** What a clause waits for and does not have yet, in words: `document fria`, `registration eu_database`. */
function missingOf({ until }: Clause, facts: FactTable): string[] {
  const has = (name: "documents_verified" | "registrations", value: string) => {
    const values = facts[name];
    return Array.isArray(values) && values.includes(value);
  };
  return [
    ...(until?.documents ?? [])
      .filter((kind) => !has("documents_verified", kind))
      .map((kind) => `document ${kind}`),
    ...(until?.registrations ?? [])
      .filter((key) => !has("registrations", key))
      .map((key) => `registration ${key}`),
  ];
}

/** The clauses of a rule that hold, and where. */
function firedClauses(rule: Rule, { whole, sites }: Reading): Fired[] {
  return rule.clauses.flatMap((clause): Fired[] => {
    if (clause.until !== undefined && missingOf(clause, whole.facts).length === 0) return [];
    if (rule.scope === "application") {
      return holds(clause.when, whole) ? [{ clause, sites: sites.map(({ name }) => name) }] : [];
    }
    const names = sites.filter(({ scope }) => holds(clause.when, scope)).map(({ name }) => name);
    return names.length === 0 ? [] : [{ clause, sites: names }];
  });
}

/** One line for a rule that fired: its strictest effect, with every reason for it. Nothing for a silent one. */
function reportRule(rule: Rule, fired: readonly Fired[], facts: FactTable): FiredRule | undefined {
  const strictest = fired.reduce<Effect>(
    (effect, { clause }) => (strictness(clause.effect) > strictness(effect) ? clause.effect : effect),
    "none",
  );
  if (strictest === "none") return undefined;
  const decisive = fired.filter(({ clause }) => clause.effect === strictest);
  const missing = [...new Set(decisive.flatMap(({ clause }) => missingOf(clause, facts)))];
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

/** Whether a rule binds on the day: law from its date, company policy always. */
function binds(rule: Rule, { on }: Circumstances): boolean {
  return rule.adopted || (rule.effective !== null && rule.effective <= on);
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

function conditionsOf(fired: readonly { rule: Rule; clauses: readonly Fired[] }[]) {
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
  const facts = applicationFacts(pack, application, circumstances);
  const whole: Scope = { facts, lists: pack.lists, definitions: definitionsOf(pack) };
  const sites = application.deployment.sites.map((site) => ({
    name: site.name,
    scope: { ...whole, facts: { ...facts, ...siteFacts(pack, site, circumstances.on) } },
  }));
  const fired = pack.rules
    .filter((rule) => binds(rule, circumstances))
    .map((rule) => ({ rule, clauses: firedClauses(rule, { whole, sites }) }))
    .filter(({ clauses }) => clauses.length > 0)
    .sort((one, other) => (one.rule.id < other.rule.id ? -1 : 1));
  const rules = fired.flatMap(({ rule, clauses }) => reportRule(rule, clauses, facts) ?? []);
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
