import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { factLabel } from "#lib/applications/fact-labels";
import type { Condition } from "#lib/policy/condition";
import { type ConditionWords, conditionWords } from "#lib/policy/condition-words";
import { FACTS, isFactName } from "#lib/policy/facts";
import { awaitedFacts, legalTimeline } from "#lib/policy/legal-timeline";
import { packForDownload, policyInForce } from "#lib/policy/public-view";
import { readPackFile } from "#lib/policy/read-pack-file";
import { releasePack } from "#lib/policy/release-pack";
import { riskScale } from "#lib/policy/risk-scale";
import { concerns, rulePlaces } from "#lib/policy/rule-places";
import { PACK, STATUTE, TODAY } from "./samples";

beforeAll(async () => {
  await releasePack({ actor: "service", pack: await readPackFile("prisma/packs/2026-11.json") });
});

const rule = (id: string) => {
  const found = PACK.rules.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return found;
};

const everyCondition: readonly Condition[] = [
  ...PACK.rules.flatMap(({ clauses }) => clauses.map(({ when }) => when)),
  ...PACK.definitions.map(({ when }) => when),
];

function leaves(words: ConditionWords): readonly ConditionWords[] {
  return words.parts.length === 0 ? [words] : words.parts.flatMap(leaves);
}

/** How many comparisons and references a condition has. */
function size(when: Condition): number {
  if ("all" in when) return when.all.reduce((sum, part) => sum + size(part), 0);
  if ("any" in when) return when.any.reduce((sum, part) => sum + size(part), 0);
  return "not" in when ? size(when.not) : 1;
}

describe("the policy in force", () => {
  it("is told with the digest of the very bytes that can be downloaded", async () => {
    const { digest, pack } = await policyInForce();
    const { version, text } = await packForDownload();
    expect(createHash("sha256").update(text, "utf8").digest("hex")).toBe(digest);
    expect(version).toBe(pack.version);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(pack)));
  });
});

describe("a rule's conditions in words", () => {
  it("leave out no comparison of any rule or definition", () => {
    for (const when of everyCondition) {
      expect(leaves(conditionWords(PACK, when, factLabel)).length).toBe(size(when));
    }
  });

  it("have no name of a program in them", () => {
    for (const when of everyCondition) {
      for (const { text } of leaves(conditionWords(PACK, when, factLabel))) {
        expect(text).not.toMatch(/undefined|\[object|[a-z]_[a-z]/);
        expect(text.length).toBeGreaterThan(5);
      }
    }
  });

  it("say a negation as one", () => {
    const words = conditionWords(PACK, { not: { fact: "space", eq: "private" } }, factLabel);
    expect(words.text).toMatch(/^It does not hold that: Kind of space: Private/);
    const nested = conditionWords(
      PACK,
      { not: { any: [{ defined: "one_to_many" }, { fact: "is_pilot", is: true }] } },
      factLabel,
    );
    expect(nested).toMatchObject({
      text: "The following does not hold",
      parts: [{ parts: [{ definition: "one_to_many" }, { text: "It is called a pilot or trial: yes" }] }],
    });
  });

  it("say what holds always and never", () => {
    expect(conditionWords(PACK, { all: [] }, factLabel).text).toBe("Always");
    expect(conditionWords(PACK, { any: [] }, factLabel).text).toBe("Never");
  });

  it("name every value of a closed list as the form does", () => {
    for (const [fact, row] of Object.entries(FACTS)) {
      if (!isFactName(fact) || !("values" in row)) continue;
      for (const value of row.values ?? []) expect(factLabel(fact, value)).not.toMatch(/[a-z]_[a-z]/);
    }
  });
});

describe("where a rule can fire", () => {
  it.each([
    ["HS14", "US-IL", true],
    ["HS14", "US", true],
    ["HS14", "US-TX", false],
    ["HS14", "DE", false],
    ["HS15", "US-TX", true],
    ["HS11", "US-CO", true],
    ["HS11", "US-IL", false],
    ["HS12", "US-OR", true],
    ["HS12", "US-CA", false],
    ["HS21", "FR", true],
    ["HS21", "NO", true],
    ["HS21", "GB", false],
    ["HS23", "GB", true],
    ["HS23", "US-IL", false],
    // Not about places, or only by way of an exception.
    ["HS01", "GB", true],
    ["HS04", "FR", true],
    ["HS17", "US-IL", true],
    ["HS07", "JP", true],
  ])("%s at %s: %s", (id, place, can) => {
    expect(concerns(rulePlaces(PACK, rule(id)), place)).toBe(can);
  });

  it("leaves no rule without a place", () => {
    for (const one of PACK.rules) {
      const places = rulePlaces(PACK, one);
      expect(places === "everywhere" || places.size > 0, one.id).toBe(true);
    }
  });
});

describe("the law in time", () => {
  it("has every dated rule and ban, in order, and marks what is still to come", () => {
    const timeline = legalTimeline(PACK, [], TODAY);
    const days = timeline.map(({ on }) => on);
    expect(days).toEqual([...days].sort());
    const dated = PACK.rules.filter(({ effective }) => effective !== null).length;
    expect(timeline).toHaveLength(dated + PACK.local_bans.length);
    expect(timeline.filter(({ isFuture }) => isFuture).map(({ key }) => key)).toEqual(["HS06"]);
    expect(timeline.find(({ key }) => key === "HS06")?.change).toMatch(/applies it already/);
    const bans = timeline.filter(({ kind }) => kind === "ban");
    expect(new Set(bans.map(({ ruleId }) => ruleId))).toEqual(new Set(["HS12", "HS13"]));
  });

  it("says what a statute would change, and counts it only when it is in force", () => {
    const [before] = awaitedFacts(PACK, [], TODAY);
    expect(before).toMatchObject({ isHolding: false, inForceFrom: null });
    expect(before?.changes.map(({ id }) => id)).toEqual(expect.arrayContaining(["HS01", "HS02"]));
    expect(awaitedFacts(PACK, [STATUTE], TODAY)[0]).toMatchObject({
      isHolding: false,
      inForceFrom: "2031-01-01",
    });
    expect(awaitedFacts(PACK, [STATUTE], "2031-01-01")[0]).toMatchObject({ isHolding: true });
    expect(legalTimeline(PACK, [STATUTE], TODAY).at(-1)).toMatchObject({ kind: "fact", isFuture: true });
  });
});

describe("the scale of a risk", () => {
  it("has the borders of the pack and room for every part", () => {
    const { parts, max, tiers } = riskScale(PACK);
    expect(tiers.map(({ upTo }) => upTo)).toEqual([25, 50, 75, max]);
    expect(parts.reduce((sum, part) => sum + part.max, 0)).toBe(max);
    expect(parts.find(({ part }) => part === "operation")?.max).toBe(35);
  });
});
