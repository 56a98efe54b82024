import { holds, type Scope } from "./condition";
import type { ApplicationData } from "./contract";
import { applicationFacts, type Circumstances, siteFacts } from "./derive-facts";
import type { FactTable } from "./facts";
import { type Clause, definitionsOf, type PolicyPack, type Rule } from "./pack";
import type { DocumentKind } from "./vocabulary";

/** A clause that holds, and the names of the sites where it does. */
export type Fired = { clause: Clause; sites: readonly string[] };
export type FiredClauses = { rule: Rule; clauses: readonly Fired[] };

/** What clauses are read against: the application as a whole, and each of its sites. */
type Reading = { whole: Scope; sites: readonly { name: string; scope: Scope }[] };

export type Missing = { documents: readonly DocumentKind[]; registrations: readonly string[] };

/** What a clause waits for and does not have yet. */
export function missingOf({ until }: Clause, facts: FactTable): Missing {
  const has = (name: "documents_verified" | "registrations", value: string) => {
    const values = facts[name];
    return Array.isArray(values) && values.includes(value);
  };
  return {
    documents: (until?.documents ?? []).filter((kind) => !has("documents_verified", kind)),
    registrations: (until?.registrations ?? []).filter((key) => !has("registrations", key)),
  };
}

/** The clauses of a rule that hold, and where. */
function firedClauses(rule: Rule, { whole, sites }: Reading): Fired[] {
  return rule.clauses.flatMap((clause): Fired[] => {
    if (clause.until !== undefined) {
      const { documents, registrations } = missingOf(clause, whole.facts);
      if (documents.length + registrations.length === 0) return [];
    }
    if (rule.scope === "application") {
      return holds(clause.when, whole) ? [{ clause, sites: sites.map(({ name }) => name) }] : [];
    }
    const names = sites.filter(({ scope }) => holds(clause.when, scope)).map(({ name }) => name);
    return names.length === 0 ? [] : [{ clause, sites: names }];
  });
}

/** Whether a rule binds on the day: law from its date, company policy always. */
export function binds(rule: Pick<Rule, "adopted" | "effective">, { on }: Pick<Circumstances, "on">): boolean {
  return rule.adopted || (rule.effective !== null && rule.effective <= on);
}

/** Every rule that holds for an application on the day, with its clauses, by id; and what they were read against. */
export function fireRules(
  pack: PolicyPack,
  application: ApplicationData,
  circumstances: Circumstances,
): { whole: Scope; fired: readonly FiredClauses[] } {
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
  return { whole, fired };
}

/** What the rules that hold still wait for, each once. Pure. */
export function missingOfFired({ whole, fired }: ReturnType<typeof fireRules>): Missing {
  const missing = fired.flatMap(({ clauses }) => clauses.map(({ clause }) => missingOf(clause, whole.facts)));
  return {
    documents: [...new Set(missing.flatMap(({ documents }) => documents))],
    registrations: [...new Set(missing.flatMap(({ registrations }) => registrations))],
  };
}

/**
 * What the rules that hold still wait for: documents that staff have not verified and references that were not
 * given, each once. Pure.
 */
export function requirementsOf(
  pack: PolicyPack,
  application: ApplicationData,
  circumstances: Circumstances,
): Missing {
  return missingOfFired(fireRules(pack, application, circumstances));
}
