import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkApplication } from "#lib/policy/check-application";
import type { Screening } from "#lib/policy/screen";
import { areAllLocked, laneProgress, openFactors } from "#lib/reviews/lanes";
import { casePlan } from "#lib/reviews/open-case";
import { percentText, recommend } from "#lib/reviews/recommendation";
import { type SignedContent, signedContent } from "#lib/reviews/signed-content";
import { exampleApplication } from "../applications/example";
import { pack, T1_FACTORS } from "./review-case";

describe("the plan of lanes", () => {
  it("gives every factor that applies to exactly one lane, with stand-ins in tier 1", () => {
    const checked = checkApplication(exampleApplication());
    if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
    const { data: application } = checked;
    const plan = casePlan(pack, "T1", application);
    expect(Object.fromEntries(plan.map(({ lane, factorIds }) => [lane, factorIds]))).toEqual(T1_FACTORS);
    const all = casePlan(pack, "T2", application).flatMap(({ factorIds }) => factorIds);
    expect(new Set(all).size).toBe(all.length);
    expect(all).not.toContain("F09");
  });

  const plan = [{ lane: "privacy", seat: 1, factorIds: ["F04", "F05"] }] as const;
  const score = (factorId: string, lane: string, isLocked: boolean) => ({
    factorId,
    lane,
    seat: 1,
    points: 3,
    rationale: "x".repeat(30),
    lockedAt: isLocked ? new Date() : null,
  });

  it("is open until every factor of a lane is locked in that lane", () => {
    const half = [score("F04", "privacy", true), score("F05", "privacy", false), score("F05", "legal", true)];
    expect(areAllLocked(laneProgress(plan, [], half))).toBe(false);
    const whole = [score("F04", "privacy", true), score("F05", "privacy", true)];
    expect(areAllLocked(laneProgress(plan, [], whole))).toBe(true);
    expect(areAllLocked([])).toBe(false);
  });

  it("names what a lane still lacks", () => {
    const blank = { ...score("F04", "privacy", false), points: null };
    const mute = { ...score("F05", "privacy", false), rationale: "  because        it is so   " };
    expect(openFactors(["F04", "F05", "F11"], [blank, { ...mute, rationale: "  short " }])).toEqual([
      { factorId: "F04", lacks: "points" },
      { factorId: "F05", lacks: "rationale" },
      { factorId: "F11", lacks: "points" },
    ]);
  });
});

describe("the recommendation", () => {
  const good = { ok: true, percent: 78, passMark: 60, pass: true, blocking: [] } as const;
  const review: Pick<Screening, "outcome"> = { outcome: "review" };

  it("is to approve only when nothing stands against it", () => {
    expect(recommend(good, review)).toMatchObject({ recommends: "approve", obstacles: [] });
    expect(recommend(good, { ...review, outcome: "needs_instrument" }).recommends).toBe("approve");
  });

  it.each([
    [{ ok: false, refusal: "factors_open", factorIds: ["F01"] } as const, review, 0, "factors_open"],
    [{ ...good, percent: 59.96, pass: false }, review, 0, "under_pass_mark"],
    [good, { ...review, outcome: "blocked" } as const, 0, "screening_refuses"],
    [good, { ...review, outcome: "denied" } as const, 0, "screening_refuses"],
    [good, review, 1, "score_conflicted"],
  ])("names what stands against an approval: %#", (quality, screening, conflicted, code) => {
    const { recommends, obstacles } = recommend(quality, screening, {
      conflictedScorers: conflicted,
      isAuthorityAwaited: false,
    });
    expect([recommends, ...obstacles.map((obstacle) => obstacle.code)]).toEqual(["decline", code]);
  });

  it("never shows a quality under the mark as one that reaches it", () => {
    expect(percentText(59.96)).toBe("59.9");
    expect(percentText(60)).toBe("60.0");
  });
});

describe("the signed text", () => {
  const content: SignedContent = {
    v: 2,
    proposal_id: "prp_1",
    application: {
      id: "app_1",
      reference: "APP-2026-0001",
      organisation_id: "org_1",
      revision_id: "rev_1",
      revision_number: 1,
      revision_digest: "a".repeat(64),
    },
    pack: { version: "2026-11", digest: "b".repeat(64) },
    screening: {
      id: "scr_1",
      outcome: "review",
      tier: "T1",
      track: "expedited",
      risk: 20,
      rules: [],
      conditions: [],
    },
    documents: ["sop", "dpia", "dpia"].map((kind, at) => ({ kind, sha256: `${at}`, verified: at === 0 })),
    scores: ["F03", "F01", "F02"].map((factor_id) => ({
      factor_id,
      lane: "legal",
      scorer_id: "per_1",
      points: 3,
      rationale: "…",
    })),
    outcome: "decline",
    conditions: null,
    reasons: "…",
    grant_terms: null,
  };

  it("is the same whatever order the scores come in", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...content.scores], { minLength: 3 }), (scores) => {
        expect(signedContent({ ...content, scores })).toEqual(signedContent(content));
      }),
    );
  });

  it("is the same whatever order the documents come in", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...(content.documents ?? [])], { minLength: 3 }), (documents) => {
        expect(signedContent({ ...content, documents })).toEqual(signedContent(content));
      }),
    );
  });

  it("has another digest when anything in it differs", () => {
    const { digest } = signedContent(content);
    const others = [
      { ...content, outcome: "approve" as const },
      { ...content, reasons: "other" },
      { ...content, grant_terms: {} },
      { ...content, proposal_id: "prp_2" },
      { ...content, pack: { ...content.pack, digest: "c".repeat(64) } },
      { ...content, screening: { ...content.screening, id: "scr_2" } },
      { ...content, scores: content.scores.map((score) => ({ ...score, points: 4 })) },
      { ...content, scores: content.scores.slice(1) },
      {
        ...content,
        documents: content.documents?.map((document) => ({ ...document, verified: true })) ?? [],
      },
      { ...content, documents: [] },
    ];
    const digests = others.map((other) => signedContent(other).digest);
    expect(new Set([digest, ...digests]).size).toBe(others.length + 1);
  });
});
