import fc from "fast-check";
import { expect, test } from "vitest";
import { checkApplication } from "#lib/policy/check-application";
import type { ApplicationData } from "#lib/policy/contract";
import type { PolicyPack, Rule } from "#lib/policy/pack";
import { EFFECTS, TIERS } from "#lib/policy/pack-parts";
import { OUTCOMES, type Screening, screen } from "#lib/policy/screen";
import { arbitraryApplication, arbitraryDay } from "./arbitrary-application";
import { PACK, STATUTE } from "./samples";

const RUNS = { numRuns: 300 };
const facts = fc.constantFrom([], [STATUTE]);
const on = arbitraryDay;

const ALWAYS: Rule = {
  id: "HS99",
  title: "Always",
  says: "Fires on everything.",
  scope: "application",
  sites_only: false,
  legal_status: "company_policy",
  effective: null,
  adopted: true,
  confirmed: true,
  note: null,
  source: [{ cite: "test", ref: "1" }],
  lifts: "Nothing.",
  clauses: [{ when: { all: [] }, effect: "deny", because: "It always fires." }],
};

function withRule(pack: PolicyPack, rule: Rule): PolicyPack {
  return { ...pack, rules: [...pack.rules, rule] };
}

function strictness({ outcome }: Screening): number {
  return OUTCOMES.indexOf(outcome);
}

/** The same in another order, by a seed: Fisher–Yates over a small generator. */
function shuffled<T>(values: readonly T[], seed: number): T[] {
  const list = [...values];
  let state = seed;
  for (let last = list.length - 1; last > 0; last -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (last + 1);
    const [one, two] = [list[last], list[other]];
    if (one === undefined || two === undefined) continue;
    list[last] = two;
    list[other] = one;
  }
  return list;
}

function reordered(application: ApplicationData, seed: number): ApplicationData {
  const { organisation, deployment, people, law } = application;
  return {
    ...application,
    organisation: { ...organisation, end_users: shuffled(organisation.end_users, seed) },
    deployment: {
      ...deployment,
      operations: shuffled(deployment.operations, seed),
      sites: shuffled(deployment.sites, seed),
    },
    people: {
      ...people,
      subjects: shuffled(people.subjects, seed),
      subject_countries: shuffled(people.subject_countries, seed),
    },
    law: {
      ...law,
      instruments: shuffled(law.instruments, seed),
      registrations: Object.fromEntries(shuffled(Object.entries(law.registrations), seed)),
    },
    documents: shuffled(application.documents, seed),
  };
}

test("the generated applications are ones that the contract accepts", () => {
  fc.assert(
    fc.property(arbitraryApplication, (application) => {
      expect(checkApplication(application)).toMatchObject({ ok: true });
    }),
    { numRuns: 100 },
  );
});

test("every application gets an answer that holds together", () => {
  fc.assert(
    fc.property(arbitraryApplication, facts, on, (application, known, day) => {
      const before = structuredClone(application);
      const result = screen(PACK, application, { facts: known, on: day });
      expect(application).toEqual(before);
      expect(OUTCOMES).toContain(result.outcome);
      expect(TIERS).toContain(result.tier);
      expect(result.risk).toBe(Object.values(result.risk_parts).reduce((sum, part) => sum + part, 0));
      expect(result.approvers).toBeGreaterThanOrEqual(2);
      const names = application.deployment.sites.map(({ name }) => name);
      for (const rule of result.rules) {
        expect(EFFECTS).toContain(rule.effect);
        expect(rule.sites.length).toBeGreaterThan(0);
        for (const site of rule.sites) expect(names).toContain(site);
        expect(rule.because && rule.lifts).toBeTruthy();
      }
      expect(new Set(result.rules.map(({ id }) => id)).size).toBe(result.rules.length);
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    }),
    RUNS,
  );
});

test("neither the order of the rules nor of anything in the application changes the answer", () => {
  fc.assert(
    fc.property(arbitraryApplication, facts, on, fc.nat(1_000_000), (application, known, day, seed) => {
      const circumstances = { facts: known, on: day };
      const pack = {
        ...PACK,
        rules: shuffled(PACK.rules, seed),
        local_bans: shuffled(PACK.local_bans, seed),
      };
      expect(screen(pack, reordered(application, seed), circumstances)).toEqual(
        screen(PACK, application, circumstances),
      );
    }),
    RUNS,
  );
});

test("adding a denial that fires denies, whatever else the rules say", () => {
  fc.assert(
    fc.property(arbitraryApplication, facts, on, (application, known, day) => {
      const result = screen(withRule(PACK, ALWAYS), application, { facts: known, on: day });
      expect(result.outcome).toBe("denied");
      expect(result.rules.map(({ id }) => id)).toContain("HS99");
    }),
    RUNS,
  );
});

test("adding a rule of any effect, for the whole or for some sites, never improves an outcome", () => {
  const effect = fc.constantFrom(...EFFECTS);
  fc.assert(
    fc.property(arbitraryApplication, effect, fc.boolean(), on, (application, added, isOfSite, day) => {
      const circumstances = { facts: [], on: day };
      const rule: Rule = {
        ...ALWAYS,
        scope: isOfSite ? "site" : "application",
        sites_only: isOfSite,
        clauses: [
          {
            when: isOfSite ? { fact: "site_country", eq: "US" } : { all: [] },
            effect: added,
            because: "It was added.",
          },
        ],
      };
      const before = screen(PACK, application, circumstances);
      const after = screen(withRule(PACK, rule), application, circumstances);
      expect(strictness(after)).toBeGreaterThanOrEqual(strictness(before));
      expect(TIERS.indexOf(after.tier)).toBeGreaterThanOrEqual(TIERS.indexOf(before.tier));
      expect(after.approvers).toBeGreaterThanOrEqual(before.approvers);
    }),
    RUNS,
  );
});

test("without a recorded statute US police never get past screening, in any disguise of the other answers", () => {
  fc.assert(
    fc.property(arbitraryApplication, on, fc.boolean(), (application, day, asEndUser) => {
      const police = { name: "A police department", country: "US", customer_type: "us_police" as const };
      const organisation = asEndUser
        ? { ...application.organisation, end_users: [...application.organisation.end_users, police] }
        : { ...application.organisation, customer_type: "us_police" as const };
      const result = screen(PACK, { ...application, organisation }, { facts: [], on: day });
      expect(result.outcome).toBe("denied");
      expect(result.rules).toContainEqual(expect.objectContaining({ id: "HS01", effect: "deny" }));
    }),
    RUNS,
  );
});

test("when every site is struck by one rule or another, none is left and the application is denied", () => {
  fc.assert(
    fc.property(arbitraryApplication, on, (application, day) => {
      const result = screen(PACK, application, { facts: [], on: day });
      const struck = new Set(
        result.rules.filter(({ id }) => id === "HS12" || id === "HS13").flatMap(({ sites }) => sites),
      );
      if (application.deployment.sites.every(({ name }) => struck.has(name)))
        expect(result.outcome).toBe("denied");
    }),
    RUNS,
  );
});
