import { describe, expect, test } from "vitest";
import { LANES } from "#lib/identity/roles";
import { checkPack } from "#lib/policy/check-pack";
import type { PolicyPack } from "#lib/policy/pack";
import { packDigest } from "#lib/policy/pack-digest";
import { PackFileError, readPackFile } from "#lib/policy/read-pack-file";
import { PACK, projectFile } from "./samples";

/** A copy of the pack with one thing changed, and what the check says about it. */
function problemsOf(change: (pack: PolicyPack) => void): string[] {
  const copy = structuredClone(PACK);
  change(copy);
  const checked = checkPack(copy);
  return checked.ok ? [] : checked.errors.map(({ pointer, message }) => `${pointer}: ${message}`);
}

function firstRule(pack: PolicyPack): PolicyPack["rules"][number] {
  const [rule] = pack.rules;
  if (rule === undefined) throw new Error("the pack has no rule");
  return rule;
}

function setWhen(pack: PolicyPack, when: unknown): void {
  const [clause] = firstRule(pack).clauses;
  Object.assign(clause ?? {}, { when });
}

describe("pack 2026-11", () => {
  test("has fourteen factors that weigh 100 together, the critical ones marked", () => {
    expect(PACK.factors.map(({ id }) => id)).toEqual(
      Array.from({ length: 14 }, (_, index) => `F${String(index + 1).padStart(2, "0")}`),
    );
    expect(PACK.factors.map(({ weight }) => weight)).toEqual([11, 9, 6, 9, 7, 7, 10, 10, 7, 6, 6, 4, 3, 5]);
    expect(PACK.factors.filter(({ critical }) => critical).map(({ id }) => id)).toEqual([
      "F01",
      "F04",
      "F07",
      "F08",
      "F09",
    ]);
  });

  test("spells each anchor out as a sentence of its own", () => {
    const anchors = PACK.factors.flatMap((factor) => factor.anchors);
    expect(new Set(anchors).size).toBe(70);
    for (const anchor of anchors) expect(anchor).toMatch(/^[A-Z].{20,}\.$/);
  });

  test("has the rules HS01 to HS28, in order", () => {
    expect(PACK.rules.map(({ id }) => id)).toEqual(
      Array.from({ length: 28 }, (_, index) => `HS${String(index + 1).padStart(2, "0")}`),
    );
  });

  test("carries the lawyers' mark where law is not confirmed", () => {
    expect(PACK.rules.filter(({ confirmed }) => !confirmed).map(({ id }) => id)).toEqual(["HS13"]);
    expect(PACK.local_bans.every(({ confirmed }) => !confirmed)).toBe(true);
    expect(PACK.conditions.filter(({ confirmed }) => !confirmed).map(({ id }) => id)).toEqual([
      "bipa_health_carve_out_checked",
    ]);
  });

  test("has the tiers, pass marks and clocks of the policy", () => {
    expect(
      PACK.tiers.map((tier) => [tier.id, tier.risk_max, tier.pass_mark, tier.critical_min, tier.review_days]),
    ).toEqual([
      ["T1", 25, 60, 2, 10],
      ["T2", 50, 70, 2, 20],
      ["T3", 75, 80, 3, 35],
      ["T4", null, 85, 3, 60],
    ]);
    expect(PACK.tiers.map(({ re_review_months }) => re_review_months)).toEqual([12, 12, 12, 6]);
    expect(PACK.clocks).toMatchObject({
      screening_days: 2,
      triage_days: 3,
      reasons_days: 3,
      emergency_hours: 24,
    });
  });

  test("names a source for every number from 1 to 54", () => {
    const ids = new Set(PACK.sources.map(({ id }) => id));
    for (let number = 1; number <= 54; number += 1) expect(ids).toContain(String(number));
    expect(PACK.sources.every(({ urls }) => urls.length > 0)).toBe(true);
  });

  test("every tier's lanes have something to score", () => {
    expect(new Set(PACK.factors.map(({ lane }) => lane))).toEqual(new Set(LANES));
  });

  test("every condition of the catalogue is asked for by a rule, and the other way round", () => {
    const asked = PACK.rules.flatMap(({ clauses }) => clauses.flatMap(({ conditions }) => conditions ?? []));
    expect([...new Set(asked)].sort()).toEqual(PACK.conditions.map(({ id }) => id).sort());
  });
});

describe("a pack is refused, with a pointer, when", () => {
  test.each<[string, (pack: PolicyPack) => void, string]>([
    ["a key is unknown", (pack) => Object.assign(pack, { extra: 1 }), "/extra: Take it out"],
    [
      "a rule asks for a fact that is not there",
      (pack) => setWhen(pack, { fact: "colour", eq: "red" }),
      "/rules/0/clauses/0/when: No fact is called colour",
    ],
    [
      "a rule asks for a value that never occurs",
      (pack) => setWhen(pack, { fact: "mode", eq: "realtime" }),
      "mode is never realtime",
    ],
    [
      "a word is compared as a number",
      (pack) => setWhen(pack, { fact: "mode", at_least: 1 }),
      "at_least reads a number, but mode is a word",
    ],
    [
      "a flag is compared with a text",
      (pack) => setWhen(pack, { fact: "is_pilot", is: "yes" }),
      "true or false is needed",
    ],
    [
      "two comparisons stand together",
      (pack) => setWhen(pack, { fact: "mode", eq: "user", in: ["staff"] }),
      "exactly one of",
    ],
    [
      "a list is not there",
      (pack) => setWhen(pack, { fact: "mode", in: { list: "modes" } }),
      "No list of the pack is called modes",
    ],
    [
      "a list is named like something of the language",
      (pack) => setWhen(pack, { fact: "mode", in: { list: "constructor" } }),
      "No list of the pack is called constructor",
    ],
    [
      "a comparison is named like something of the language",
      (pack) => setWhen(pack, { fact: "mode", constructor: "user" }),
      "exactly one of",
    ],
    [
      "a definition is not there",
      (pack) => setWhen(pack, { not: { any: [{ defined: "nothing" }] } }),
      "/rules/0/clauses/0/when/not/any/0: Nothing before this is defined as nothing",
    ],
    [
      "a condition is no condition",
      (pack) => setWhen(pack, { maybe: true }),
      "exactly one of all, any, not, defined",
    ],
    [
      "a rule about the whole asks about a site",
      (pack) => setWhen(pack, { fact: "site_city", eq: "x" }),
      "scope must be site",
    ],
    [
      "a rule about the whole uses a definition about a site",
      (pack) => setWhen(pack, { defined: "eu_airport_flow" }),
      "scope must be site",
    ],
    [
      "a definition uses a later one",
      (pack) => void pack.definitions.reverse(),
      "Nothing before this is defined",
    ],
    [
      "a rule comes twice",
      (pack) => void pack.rules.push(firstRule(pack)),
      "/rules/28/id: HS01 is there twice",
    ],
    [
      "a rule without a site strikes sites",
      (pack) => Object.assign(firstRule(pack), { sites_only: true }),
      "/rules/0/sites_only",
    ],
    [
      "company policy is not adopted",
      (pack) => Object.assign(firstRule(pack), { adopted: false }),
      "/rules/0/adopted",
    ],
    [
      "a source is not there",
      (pack) => Object.assign(firstRule(pack).source[0] ?? {}, { ref: "99" }),
      "/rules/0/source/0/ref: There is no source 99",
    ],
    [
      "an imposed condition is not in the catalogue",
      (pack) => void pack.conditions.shift(),
      "No condition is called instrument_per_use",
    ],
    [
      "the weights do not total 100",
      (pack) => Object.assign(pack.factors[0] ?? {}, { weight: 12 }),
      "/factors: Weights total 101, not 100",
    ],
    ["a factor has four anchors", (pack) => void pack.factors[0]?.anchors.pop(), "Five anchors"],
    [
      "nobody scores a factor",
      (pack) => Object.assign(pack.tiers[1] ?? {}, { lanes: ["legal"] }),
      "Nobody scores F02: ethics is not a lane of T2",
    ],
    [
      "tiers are out of order",
      (pack) => Object.assign(pack.tiers[1] ?? {}, { risk_max: 20 }),
      "/tiers/1/risk_max: Higher than the tier before",
    ],
    [
      "the last tier has an end",
      (pack) => Object.assign(pack.tiers[3] ?? {}, { risk_max: 200 }),
      "/tiers/3/risk_max",
    ],
    [
      "one approver would do",
      (pack) => Object.assign(pack.tiers[0] ?? {}, { approvers: 1 }),
      "never one person's",
    ],
    ["a track is missing", (pack) => void pack.tracks.pop(), "The track board is missing"],
    [
      "risk is read from a fact that is not there",
      (pack) => Object.assign(pack.risk.mode[0] ?? {}, { when: { fact: "weather", eq: "fine" } }),
      "/risk/mode/0/when",
    ],
  ])("%s", (_name, change, message) => {
    expect(problemsOf(change).join("\n")).toContain(message);
  });

  test.each([null, [], "pack", {}])("it is %j", (value) => {
    expect(checkPack(value).ok).toBe(false);
  });
});

describe("the pack's file", () => {
  test("is read and checked", async () => {
    expect(await readPackFile(projectFile("prisma/packs/2026-11.json"))).toEqual(PACK);
  });

  test("that is not there, not JSON or not a pack is refused with its path", async () => {
    await expect(readPackFile("/nowhere/pack.json")).rejects.toThrow("/nowhere/pack.json");
    await expect(readPackFile(projectFile("biome.json"))).rejects.toThrow(PackFileError);
    await expect(readPackFile(projectFile("LICENSE"))).rejects.toThrow(PackFileError);
  });

  test("has one digest whatever the order of its keys", () => {
    const shuffled = Object.fromEntries(Object.entries(PACK).reverse()) as PolicyPack;
    expect(packDigest(shuffled)).toBe(packDigest(PACK));
    expect(packDigest({ ...PACK, title: "another" })).not.toBe(packDigest(PACK));
  });
});
