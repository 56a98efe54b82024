import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LANES } from "#lib/identity/roles";
import { canPropose, canScore, canSign, type PartInCase } from "#lib/reviews/eligibility";

const CLEAN: PartInCase = {
  isApplicantMember: false,
  isPastEmployee: false,
  conflict: "none",
  didIntake: false,
  hasScored: false,
  recordedFact: false,
  lane: null,
  recused: false,
};
const LEGAL = { personId: "per_a", homeLane: "legal" } as const;
const NOBODY_YET = { tier: "T1", needed: 2, signed: [] } as const;
const signedBy = (signerId: string, lane: (typeof LANES)[number], tier = "T1", needed = 2) => ({
  tier,
  needed,
  signed: [{ signerId, lane }],
});

describe("signing", () => {
  it("is open to an approver with no other part in the case", () => {
    expect(canSign(CLEAN, LEGAL, NOBODY_YET)).toEqual({ ok: true });
    expect(canSign(CLEAN, LEGAL, signedBy("per_b", "privacy"))).toEqual({ ok: true });
    expect(canPropose(CLEAN, "legal")).toEqual({ ok: true });
  });

  it.each([
    [{ isApplicantMember: true }, "applicant_member"],
    [{ isPastEmployee: true }, "past_employer"],
    [{ conflict: "declared" }, "conflict_declared"],
    [{ conflict: "undeclared" }, "conflict_undeclared"],
    [{ recused: true }, "recused"],
    [{ hasScored: true }, "scored_here"],
    [{ lane: "legal" }, "lane_held"],
    [{ didIntake: true }, "intake_done"],
    [{ recordedFact: true }, "fact_recorded"],
  ] as const)("is refused with %o", (part, refusal) => {
    const refused = { ok: false, refusals: [refusal] };
    expect(canSign({ ...CLEAN, ...part }, LEGAL, NOBODY_YET)).toEqual(refused);
    expect(canPropose({ ...CLEAN, ...part }, "legal")).toEqual(refused);
  });

  it("is refused without the role approver and its home lane", () => {
    const refused = { ok: false, refusals: ["not_approver"] };
    expect(canSign(CLEAN, { personId: "per_a", homeLane: null }, NOBODY_YET)).toEqual(refused);
  });

  it("is refused to one person twice and to two people of one lane", () => {
    expect(canSign(CLEAN, LEGAL, signedBy("per_a", "legal"))).toEqual({
      ok: false,
      refusals: ["already_signed"],
    });
    expect(canSign(CLEAN, LEGAL, signedBy("per_b", "legal"))).toEqual({
      ok: false,
      refusals: ["same_home_lane"],
    });
  });

  it("needs the ethics chair in tier 3, as the first or the last to sign", () => {
    const chair = { personId: "per_c", homeLane: "ethics" } as const;
    expect(canSign(CLEAN, LEGAL, { ...NOBODY_YET, tier: "T3" })).toEqual({ ok: true });
    expect(canSign(CLEAN, LEGAL, signedBy("per_c", "ethics", "T3"))).toEqual({ ok: true });
    expect(canSign(CLEAN, chair, signedBy("per_b", "privacy", "T3"))).toEqual({ ok: true });
    const without = canSign(CLEAN, LEGAL, signedBy("per_b", "privacy", "T3"));
    expect(without).toEqual({ ok: false, refusals: ["chair_missing"] });
    expect(canSign(CLEAN, LEGAL, signedBy("per_b", "privacy", "T3", 3))).toEqual({ ok: true });
  });

  it("names every reason at once", () => {
    const part: PartInCase = { ...CLEAN, hasScored: true, lane: "legal", isApplicantMember: true };
    expect(canSign(part, LEGAL, NOBODY_YET)).toEqual({
      ok: false,
      refusals: ["applicant_member", "scored_here", "lane_held"],
    });
  });
});

describe("scoring", () => {
  const asked = { lane: "privacy", roles: ["privacy"], hasSigned: false } as const;

  it("is open to someone of the lane's role who declared no conflict", () => {
    expect(canScore(CLEAN, asked)).toEqual({ ok: true });
    expect(canScore({ ...CLEAN, lane: "privacy", hasScored: true }, asked)).toEqual({ ok: true });
  });

  it.each([
    [{ isApplicantMember: true }, {}, "applicant_member"],
    [{ isPastEmployee: true }, {}, "past_employer"],
    [{ conflict: "declared" }, {}, "conflict_declared"],
    [{ conflict: "undeclared" }, {}, "conflict_undeclared"],
    [{ recused: true }, {}, "recused"],
    [{ lane: "legal" }, {}, "other_lane_held"],
    [{}, { roles: ["legal", "approver"] }, "role_missing"],
    [{}, { hasSigned: true }, "signed_here"],
  ] as const)("is refused with %o %o", (part, bend, refusal) => {
    expect(canScore({ ...CLEAN, ...part }, { ...asked, ...bend })).toEqual({
      ok: false,
      refusals: [refusal],
    });
  });
});

const anyPart = fc.record({
  isApplicantMember: fc.boolean(),
  isPastEmployee: fc.boolean(),
  conflict: fc.constantFrom("undeclared", "none", "declared"),
  didIntake: fc.boolean(),
  hasScored: fc.boolean(),
  recordedFact: fc.boolean(),
  lane: fc.option(fc.constantFrom(...LANES)),
  recused: fc.boolean(),
});

it("nobody who may score a case may sign it while holding the lane", () => {
  fc.assert(
    fc.property(anyPart, fc.constantFrom(...LANES), (part, lane) => {
      const held = { ...part, lane };
      const scores = canScore(held, { lane, roles: [lane], hasSigned: false }).ok;
      return !(scores && canSign(held, LEGAL, NOBODY_YET).ok);
    }),
  );
});

it("signing is allowed to a part without blemish and to no other", () => {
  fc.assert(
    fc.property(anyPart, (part) => {
      const {
        isApplicantMember,
        isPastEmployee,
        conflict,
        didIntake,
        hasScored,
        recordedFact,
        lane,
        recused,
      } = part;
      const hasPart =
        isApplicantMember || isPastEmployee || didIntake || hasScored || recordedFact || lane !== null;
      const isClean = !hasPart && conflict === "none" && !recused;
      return canSign(part, LEGAL, NOBODY_YET).ok === isClean;
    }),
  );
});
