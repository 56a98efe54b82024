import { describe, expect, test } from "vitest";
import { fired, judge, LONDON, order, PORTLAND, STATUTE, site, TODAY, verified } from "./samples";

const AFTER = "2031-06-01";

describe("S1: US city police, live identification", () => {
  test("is denied by HS01 with HS04 listed, at risk 105", () => {
    const result = judge("us-police");
    expect(result).toMatchObject({ outcome: "denied", tier: "T4", risk: 105, track: "board", approvers: 2 });
    expect(fired(result)).toEqual(["HS01:deny", "HS04:instrument"]);
    expect(result.rules[0]?.lifts).toContain("federal statute");
    expect(result.rules[0]?.lifts).toContain("A warrant, a state law or a contract does not lift this.");
    expect(result.rules.every(({ because, source }) => because.length > 20 && source.length > 0)).toBe(true);
  });

  test("stays denied with a warrant on record", () => {
    const result = judge("us-police", { law: { instruments: [order({ issuer: "District Court" })] } });
    expect(result.outcome).toBe("denied");
    expect(fired(result)).toEqual(["HS01:deny"]);
  });

  test("stays denied with a state statute among the documents", () => {
    expect(judge("us-police", { documents: verified("enabling_statute") }).outcome).toBe("denied");
  });

  const police = { name: "Fairview PD", country: "US", customer_type: "us_police" as const };
  const cityHall = { customer_type: "public_agency" as const, country: "US", region: "US-TX" };
  test.each([
    ["a reseller", { customer_type: "reseller" as const, end_users: [police] }],
    ["a city's IT department as operator", { ...cityHall, end_users: [police] }],
    ["a parent that is police", { parents: [police] }],
    ["an owner that is police", { beneficial_owners: [police] }],
    [
      "a contract with US police",
      { acts_for_law_enforcement: "contract" as const, law_enforcement_country: "US" },
    ],
    [
      "work for US police on request",
      { acts_for_law_enforcement: "on_request" as const, law_enforcement_country: "US" },
    ],
    ["police of the US that call themselves foreign", { customer_type: "non_us_le" as const, country: "US" }],
  ])("is denied by HS01 through %s", (_way, organisation) => {
    const result = judge("airline", { organisation });
    expect(result.outcome).toBe("denied");
    expect(fired(result)).toContain("HS01:deny");
  });

  test("under a recorded federal statute goes to T4 review with HS04 still active, not to approval", () => {
    const result = judge("us-police", {}, { facts: [STATUTE], on: AFTER });
    expect(result).toMatchObject({ outcome: "needs_instrument", tier: "T4", track: "board" });
    expect(fired(result)).toContain("HS04:instrument");
    expect(fired(result).join()).not.toContain("deny");
    expect(result.conditions).toContainEqual({ id: "human_rights_safeguards", from: "HS01" });
  });

  test("under a recorded federal statute is T4 even for the mildest use", () => {
    const organisation = { customer_type: "us_police" as const, country: "US" };
    const result = judge("airline", { organisation }, { facts: [STATUTE], on: AFTER });
    expect(result).toMatchObject({ outcome: "review", tier: "T4", risk: 30, track: "board" });
  });

  test("stays denied before the statute is in force", () => {
    expect(judge("us-police", {}, { facts: [STATUTE], on: "2030-12-31" }).outcome).toBe("denied");
  });

  test.each(Object.keys(STATUTE.checklist))("stays denied by a statute without %s", (demand) => {
    const checklist = { ...STATUTE.checklist, [demand]: false };
    const facts = [{ ...STATUTE, checklist }];
    expect(judge("us-police", {}, { facts, on: AFTER }).outcome).toBe("denied");
    const without = Object.fromEntries(Object.entries(STATUTE.checklist).filter(([key]) => key !== demand));
    expect(judge("us-police", {}, { facts: [{ ...STATUTE, checklist: without }], on: AFTER }).outcome).toBe(
      "denied",
    );
  });
});

describe("S2: airline boarding, opt-in, one to one", () => {
  test("goes to review in T1 at risk 20 with no rule against it", () => {
    const result = judge("airline");
    expect(result).toEqual({
      pack: "2026-11",
      outcome: "review",
      tier: "T1",
      risk: 20,
      risk_parts: { operation: 10, mode: 0, space: 5, consequence: 5, subjects: 0, authority: 0 },
      rules: [],
      conditions: [],
      track: "expedited",
      approvers: 2,
    });
  });

  test("operator-controlled one-to-many search in Paris is denied by HS21", () => {
    const result = judge("airline", {
      deployment: {
        operations: ["enrol", "identify_1_n"],
        template_holder: "operator",
        sites: [site("Roissy hall K", "FR", "FR-IDF", "Paris", "airport")],
      },
    });
    expect(result.outcome).toBe("denied");
    expect(fired(result)).toContain("HS21:deny");
  });

  test("one to one in Paris must leave the template with the passenger", () => {
    const sites = [site("Roissy hall K", "FR", "FR-IDF", "Paris", "airport")];
    const result = judge("airline", { deployment: { sites } });
    expect(result.outcome).toBe("review");
    expect(result.conditions).toEqual([{ id: "template_held_by_subject", from: "HS21" }]);
  });

  test("Portland airport is struck alone, and London goes on", () => {
    const result = judge("airline", { deployment: { sites: [LONDON, PORTLAND] } });
    expect(result.outcome).toBe("review");
    expect(result.rules).toMatchObject([{ id: "HS12", effect: "deny", sites: ["Portland airport"] }]);
  });

  test("Portland airport alone leaves no site, so it is denied", () => {
    expect(judge("airline", { deployment: { sites: [PORTLAND] } }).outcome).toBe("denied");
  });

  test("a public airport operator in Washington puts the federal exemption on record", () => {
    const changes = {
      organisation: { customer_type: "public_agency" as const, country: "US", region: "US-WA" },
      deployment: { sites: [site("Gate N", "US", "US-WA", "SeaTac", "airport" as const)] },
    };
    const exempt = { law: { registrations: { wa_federal_exemption: "RCW 43.386.090, with CBP" } } };
    expect(fired(judge("airline", changes))).toEqual(["HS11:block"]);
    const result = judge("airline", { ...changes, ...exempt });
    expect(result.outcome).toBe("review");
    expect(result.conditions).toEqual([{ id: "washington_exemption_on_record", from: "HS11" }]);
  });
});

describe("S3: hospital patient identification", () => {
  test("goes to review in T3 at risk 55", () => {
    const result = judge("hospital");
    expect(result).toMatchObject({ outcome: "review", tier: "T3", risk: 55, track: "lanes_and_chair" });
    expect(result.rules).toEqual([]);
  });

  test("waits for the impact assessment", () => {
    const result = judge("hospital", { documents: verified("legal_memo", "consent_text", "sop") });
    expect(result.outcome).toBe("blocked");
    expect(fired(result)).toEqual(["HS23:block"]);
    expect(result.rules[0]?.lifts).toContain("document dpia");
  });

  test("in Illinois has the health carve-out checked", () => {
    const result = judge("hospital", {
      deployment: { sites: [site("Ward", "US", "US-IL", "Chicago", "hospital")] },
      documents: verified("dpia", "public_policy"),
    });
    expect(result.outcome).toBe("review");
    expect(result.conditions).toContainEqual({ id: "bipa_health_carve_out_checked", from: "HS14" });
  });
});

describe("S4: retailer's shoplifter watchlist, live", () => {
  const at = (city: string, region: string) => ({
    deployment: { sites: [site("Store 1", "US", region, city, "shop" as const)] },
  });

  test("has risk 90 in T4", () => {
    expect(judge("retailer")).toMatchObject({ risk: 90, tier: "T4", track: "board" });
  });

  test("in Portland is denied by HS12", () => {
    const result = judge("retailer", at("Portland", "US-OR"));
    expect(result.outcome).toBe("denied");
    expect(fired(result)).toContain("HS12:deny");
  });

  test("in Illinois is blocked by HS14, which a public policy does not lift", () => {
    const changes = { ...at("Chicago", "US-IL"), documents: verified("public_policy") };
    const result = judge("retailer", changes);
    expect(result.outcome).toBe("blocked");
    expect(fired(result)).toEqual(["HS14:block", "HS17:block"]);
    expect(result.rules[0]?.because).toContain("impracticable");
  });

  test("in Texas is blocked without consent before capture", () => {
    const result = judge("retailer", at("Austin", "US-TX"));
    expect(result.outcome).toBe("blocked");
    expect(fired(result)).toContain("HS15:block");
  });

  test("elsewhere is blocked until the programme is in place, and then goes to the board", () => {
    expect(fired(judge("retailer"))).toEqual(["HS17:block"]);
    const documents = verified(
      "incident_programme",
      "operational_test",
      "training",
      "notice_photo",
      "retention_schedule",
      "sop",
    );
    const result = judge("retailer", { documents });
    expect(result).toMatchObject({ outcome: "review", tier: "T4", track: "board" });
    expect(result.conditions).toContainEqual({ id: "watchlist_pilot_with_sunset", from: "HS17" });
  });
});

describe("S5: EU prosecutor, search of lawful evidence", () => {
  test("waits for an authorisation, at risk 90 in T4", () => {
    const result = judge("prosecutor");
    expect(result).toMatchObject({ outcome: "needs_instrument", risk: 90, tier: "T4", track: "board" });
    expect(fired(result)).toEqual(["HS06:instrument", "HS28:instrument"]);
  });

  test("goes to review once an authorisation is recorded, still with one for each use", () => {
    const result = judge("prosecutor", { law: { instruments: [order()] } });
    expect(result).toMatchObject({ outcome: "review", tier: "T4" });
    expect(fired(result)).toEqual(["HS28:condition"]);
    expect(result.conditions).toContainEqual({ id: "instrument_per_use", from: "HS28" });
  });

  test.each([
    ["expired", "2026-12-02"],
    ["not begun", "2026-10-31"],
  ])("an authorisation that has %s does not count", (_state, on) => {
    expect(judge("prosecutor", { law: { instruments: [order()] } }, { on }).outcome).toBe("needs_instrument");
  });

  test("without a person to aim at is denied", () => {
    const result = judge("prosecutor", { people: { subjects: ["public"] } });
    expect(result.outcome).toBe("denied");
    expect(fired(result)).toContain("HS06:deny");
  });

  test("is held to it now, before the law binds on 2 December 2027", () => {
    expect(TODAY < "2027-12-02").toBe(true);
    expect(fired(judge("prosecutor"))).toContain("HS06:instrument");
  });
});
