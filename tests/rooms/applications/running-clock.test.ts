import { describe, expect, it } from "vitest";
import { APPLICATION_STATES } from "#lib/applications/application";
import { runningDueAt } from "#lib/applications/running-clock";

const dueAt = new Date("2026-12-07T00:00:00Z");

describe("the day by which a review is to be done", () => {
  it("is told while reviewers work, and no longer once it was decided, refused or withdrawn", () => {
    const told = APPLICATION_STATES.filter((state) => runningDueAt({ state, dueAt }) !== null);
    expect(told).toEqual(["triaged", "in_review", "scoring_locked", "reconciliation", "decision_pending"]);
  });

  it("is not made up where there is none", () => {
    expect(runningDueAt({ state: "in_review", dueAt: null })).toBeNull();
  });
});
