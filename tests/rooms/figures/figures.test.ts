import { beforeAll, describe, expect, it } from "vitest";
import { reviewFigures } from "#lib/figures/review-figures";
import { scoringFigures } from "#lib/figures/scoring-figures";
import type { Actor } from "#lib/identity/actor";
import { newId } from "#lib/platform/ids";
import { scoreTwice, seedTier3 } from "../reviews/double-case";
import { connect, insert } from "../reviews/raw-rows";
import { codeOf, holdLane, seedCase, seedStaff } from "../reviews/review-case";

const DAY_MS = 86_400_000;

let officer: Actor;
let sealed: Actor;

beforeAll(async () => {
  officer = await seedStaff("compliance_officer");
  const scored = await seedTier3();
  await scoreTwice(scored, { first: () => 4, second: (factorId) => (factorId === "F01" ? 3 : 4) });
  const open = await seedCase();
  sealed = await holdLane(open, "privacy");
  const sql = await connect();
  // Three stays in triage of one, two and nine days, and a move within it that ends none.
  for (const [at, days] of [1, 2, 9].entries()) {
    const { applicationId } = await seedCase();
    const came = Date.now() - 10 * DAY_MS;
    const moves = [
      ["screening", "triaged", came],
      ["triaged", "triaged", came + DAY_MS / 2],
      ["triaged", at === 0 ? "withdrawn" : "in_review", came + days * DAY_MS],
    ] as const;
    for (const [fromState, toState, createdAt] of moves) {
      await insert(sql, "ApplicationEvent", {
        ...{ id: newId("evt"), applicationId, fromState, toState, actorRole: "service", reasonCode: "test" },
        createdAt: new Date(createdAt),
      });
    }
    const dueAt = new Date(Date.now() + (at - 1) * DAY_MS);
    await sql.query(`UPDATE "Application" SET "dueAt" = $2 WHERE id = $1`, [applicationId, dueAt]);
  }
  await sql.end();
});

describe("figures of the review", () => {
  it("have the median and the ninth tenth of what cases stood in each state", async () => {
    const { stays } = await reviewFigures(officer, 30);
    const triaged = stays.find(({ state }) => state === "triaged");
    expect(triaged?.stays).toBe(3);
    expect(triaged?.medianDays).toBeCloseTo(2);
    expect(triaged?.ninetiethDays).toBeCloseTo(7.6); // between the second and the third, four fifths of the way
    expect(stays.map(({ state }) => state)[0]).toBe("triaged");
  });

  it("count clocks by how near they are, and what came of cases by tier", async () => {
    const { clocks, outcomes, load } = await reviewFigures(officer, 30);
    const triaged = clocks.find(({ state }) => state === "triaged")?.cases;
    expect(triaged).toMatchObject({ overdue: 2, two_days: 1 });
    expect(outcomes.reduce((sum, { cases }) => sum + cases.withdrawn, 0)).toBe(1);
    expect(load.find(({ lane }) => lane === "privacy")).toMatchObject({ seats: 1, people: 1 });
  });

  it("show scores of nobody before all lanes of the case are done", async () => {
    const { scorers, twice, agreement, factors } = await scoringFigures(officer, 30);
    expect(scorers.some(({ personId }) => personId === sealed.personId)).toBe(false);
    expect(scorers.length).toBeGreaterThan(6);
    expect(twice).toBe(4);
    expect(agreement).toBeNull(); // four things judged twice say nothing
    expect(factors.find(({ factorId }) => factorId === "F01")).toMatchObject({ twice: 1, agreement: null });
  });

  it("are for compliance officers and auditors alone", async () => {
    for (const role of ["approver", "operator", "intake", "board_member"] as const) {
      const actor = await seedStaff(role);
      expect(await codeOf(reviewFigures(actor, 30))).toBe("forbidden");
      expect(await codeOf(scoringFigures(actor, 30))).toBe("forbidden");
    }
    expect(await codeOf(scoringFigures(await seedStaff("auditor"), 90))).toBe("accepted");
  });
});
