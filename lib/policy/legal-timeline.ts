import type { Day } from "./days";
import { binds } from "./fired-clauses";
import { factsThatHold, type LegalFact } from "./legal-fact";
import type { PolicyPack, Rule } from "./pack";

/** Something that changes what the law or the policy asks from a day on. */
export type LegalChange = {
  key: string;
  on: Day;
  /** `rule`: its law begins; `ban` and `ban_end`: a city's; `fact`: recorded by two people. */
  kind: "rule" | "ban" | "ban_end" | "fact";
  title: string;
  /** What is different from that day on. */
  change: string;
  ruleId: string | null;
  isFuture: boolean;
  isConfirmed: boolean;
};

/** A fact that the pack waits for, and how far it is. */
export type AwaitedFact = {
  fact: string;
  title: string;
  checklist: readonly { id: string; says: string }[];
  /** Since when it is on record as in force; null when it is not. */
  inForceFrom: Day | null;
  /** In force today, with every demand met. */
  isHolding: boolean;
  /** Rules that it would change, with what it takes in their words. */
  changes: readonly { id: string; title: string; lifts: string }[];
};

/**
 * What the law asks from when on, the earliest first: the rules' dates, the cities' bans, and facts on record. Pure.
 *
 * @param on today
 */
export function legalTimeline(pack: PolicyPack, facts: readonly LegalFact[], on: Day): LegalChange[] {
  const changes = [
    ...pack.rules.flatMap((rule) => (rule.effective === null ? [] : [ruleChange(rule, rule.effective, on)])),
    ...pack.local_bans.flatMap((ban, index) => banChanges(pack, ban, index)),
    ...facts.flatMap((recorded, index) => factChanges(pack, recorded, index)),
  ];
  return changes
    .map((change) => ({ ...change, isFuture: change.on > on }))
    .sort((one, other) =>
      one.on === other.on ? one.key.localeCompare(other.key) : one.on < other.on ? -1 : 1,
    );
}

/** The facts that the pack knows, with what would change if they came into force. Pure. */
export function awaitedFacts(pack: PolicyPack, facts: readonly LegalFact[], on: Day): AwaitedFact[] {
  const holding = factsThatHold(pack.legal_facts, facts, on);
  return pack.legal_facts.map(({ fact, title, checklist }) => ({
    fact,
    title,
    checklist,
    inForceFrom: facts.find((recorded) => recorded.fact === fact)?.in_force_from ?? null,
    isHolding: holding.includes(fact),
    changes: pack.rules
      .filter((rule) => asksFor(pack, rule, fact))
      .map(({ id, title: ruleTitle, lifts }) => ({ id, title: ruleTitle, lifts })),
  }));
}

type Undated = Omit<LegalChange, "isFuture">;

function ruleChange(rule: Rule, effective: Day, on: Day): Undated {
  const { id, title, says, legal_status: status, adopted, confirmed } = rule;
  const today = binds(rule, { on });
  const when =
    effective <= on
      ? "It binds."
      : adopted && today
        ? "The law binds from this day; the policy applies it already."
        : "It binds from this day on, and not before.";
  const whose = status === "company_policy" ? "Company policy from this day. " : "";
  return {
    key: id,
    on: effective,
    kind: "rule",
    title: `${id} ${title}`,
    change: `${whose}${says} ${when}`,
    ruleId: id,
    isConfirmed: confirmed,
  };
}

function banChanges(pack: PolicyPack, ban: PolicyPack["local_bans"][number], index: number): Undated[] {
  const city = ban.city.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
  const base = {
    title: `${city}, ${ban.region}`,
    ruleId: pack.rules.find((rule) => asksForBan(rule, ban.forbids))?.id ?? null,
    isConfirmed: ban.confirmed,
  };
  const begins: Undated = {
    ...base,
    key: `ban-${index}`,
    on: ban.in_force_from,
    kind: "ban",
    change: `A ban begins (${ban.forbids.replaceAll("_", " ")}). ${ban.instrument}.`,
  };
  if (ban.in_force_to === null) return [begins];
  return [
    begins,
    {
      ...base,
      key: `ban-${index}-end`,
      on: ban.in_force_to,
      kind: "ban_end",
      change: "The last day of the ban.",
    },
  ];
}

function factChanges(pack: PolicyPack, recorded: LegalFact, index: number): Undated[] {
  const { fact, in_force_from, in_force_to } = recorded;
  const title = pack.legal_facts.find((known) => known.fact === fact)?.title ?? fact;
  const base = { kind: "fact", title, ruleId: null, isConfirmed: true } as const;
  const begins: Undated = {
    ...base,
    key: `fact-${index}`,
    on: in_force_from,
    change: "On record as in force, by one person and confirmed by another.",
  };
  if (in_force_to == null) return [begins];
  const change = "The last day on which it is in force, on record by two people.";
  return [begins, { ...base, key: `fact-${index}-end`, on: in_force_to, change }];
}

function asksForBan({ clauses }: Rule, forbids: string): boolean {
  return JSON.stringify(clauses).includes(`{"fact":"site_bans","has":"${forbids}"}`);
}

/** Whether a rule, or a definition that it uses, asks for a legal fact. */
function asksFor(pack: PolicyPack, rule: Rule, fact: string): boolean {
  const namesFact = (text: string) => text.includes(`"${fact}"`);
  const definitions = pack.definitions.filter(({ when }) => namesFact(JSON.stringify(when)));
  const clauses = JSON.stringify(rule.clauses.map(({ when }) => when));
  return namesFact(clauses) || definitions.some(({ name }) => clauses.includes(`{"defined":"${name}"}`));
}
