import { describe, expect, test } from "vitest";
import type { RiskPart } from "#lib/policy/pack-parts";
import { type RiskParts, tierOf } from "#lib/policy/risk";
import { type Changes, judge, PACK } from "./samples";

const NONE: RiskParts = { operation: 0, mode: 0, space: 0, consequence: 0, subjects: 0, authority: 0 };
const consented = { gallery_source: "self_enrolled" as const, enrolment_optional: true };

describe("a part of the risk", () => {
  test.each<[RiskPart, number, string, Changes]>([
    ["operation", 0, "enrolment by itself", { deployment: { operations: ["enrol"] } }],
    ["operation", 5, "liveness", { deployment: { operations: ["liveness"] } }],
    [
      "operation",
      10,
      "the highest of those asked for",
      { deployment: { operations: ["liveness", "verify_1_1"] } },
    ],
    [
      "operation",
      20,
      "a search in a consented gallery",
      { deployment: { operations: ["identify_1_n"] }, people: consented },
    ],
    [
      "operation",
      20,
      "a search of recordings in a consented gallery",
      { deployment: { operations: ["search_post_event"] }, people: consented },
    ],
    [
      "operation",
      35,
      "a gallery that people could not refuse",
      { deployment: { operations: ["identify_1_n"] }, people: { ...consented, enrolment_optional: false } },
    ],
    [
      "operation",
      35,
      "a gallery that was bought",
      { deployment: { operations: ["identify_1_n"] }, people: { gallery_source: "purchased" } },
    ],
    [
      "operation",
      35,
      "no gallery of its own",
      { deployment: { operations: ["identify_1_n"] }, people: { gallery_source: "none" } },
    ],
    ["mode", 0, "the person starts it", {}],
    ["mode", 5, "staff start it", { deployment: { mode: "staff" } }],
    ["mode", 10, "after the event", { deployment: { mode: "post_event" } }],
    ["mode", 25, "in real time", { deployment: { mode: "real_time" } }],
    ["space", 0, "private", { deployment: { space: "private" } }],
    ["space", 5, "semi-public", {}],
    ["space", 15, "public", { deployment: { space: "public" } }],
    ["consequence", 0, "convenience", { purpose: { consequence: "convenience" } }],
    ["consequence", 5, "access", {}],
    ["consequence", 15, "significant", { purpose: { consequence: "significant" } }],
    ["consequence", 20, "liberty", { purpose: { consequence: "liberty" } }],
    ["subjects", 0, "adult passengers", {}],
    ["subjects", 10, "patients", { people: { subjects: ["patients"] } }],
    ["subjects", 10, "several kinds, once", { people: { subjects: ["patients", "minors", "migrants"] } }],
    ["subjects", 10, "the public with children", { people: { subjects: ["public"], adults_only: false } }],
    ["subjects", 0, "the public without children", { people: { subjects: ["public"] } }],
    ["subjects", 0, "customers with children", { people: { subjects: ["customers"], adults_only: false } }],
    ["authority", 0, "an airline", {}],
    ["authority", 3, "a public agency", { organisation: { customer_type: "public_agency" } }],
    ["authority", 10, "foreign police", { organisation: { customer_type: "non_us_le" } }],
    ["authority", 10, "a prosecutor", { organisation: { customer_type: "prosecutor_court" } }],
    [
      "authority",
      10,
      "a public agency that acts for police, once",
      { organisation: { customer_type: "public_agency", acts_for_law_enforcement: "on_request" } },
    ],
  ])("%s is %i for %s", (part, points, _case, changes) => {
    const result = judge("airline", changes);
    expect(result.risk_parts[part]).toBe(points);
    expect(result.risk).toBe(Object.values(result.risk_parts).reduce((sum, one) => sum + one, 0));
  });
});

describe("the tier", () => {
  test.each([
    [0, "T1"],
    [25, "T1"],
    [26, "T2"],
    [50, "T2"],
    [51, "T3"],
    [75, "T3"],
    [76, "T4"],
    [110, "T4"],
  ])("of risk %i is %s", (risk, tier) => {
    expect(tierOf(PACK, { ...NONE, operation: risk }, []).tier.id).toBe(tier);
  });

  test("is raised by a floor, and the risk is not", () => {
    const { risk, tier } = tierOf(PACK, { ...NONE, mode: 5 }, ["T2", "T4", "T3"]);
    expect([risk, tier.id]).toEqual([5, "T4"]);
  });

  test("is never lowered by a floor", () => {
    expect(tierOf(PACK, { ...NONE, mode: 80 }, ["T1"]).tier.id).toBe("T4");
  });

  test("of foreign police who search one to many is T4 at any risk", () => {
    const result = judge("airline", {
      organisation: { customer_type: "non_us_le", country: "NZ" },
      deployment: { operations: ["identify_1_n"] },
    });
    expect(result).toMatchObject({ tier: "T4", risk: 40, track: "board" });
  });
});

test("an extra sign-off asks for a third approver", () => {
  expect(judge("airline", { people: { subjects: ["workers"] } }).approvers).toBe(3);
  expect(judge("airline").approvers).toBe(2);
});
