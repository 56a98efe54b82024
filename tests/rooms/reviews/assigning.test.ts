import { describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import type { Lane } from "#lib/identity/roles";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { assignees, assignLanes } from "#lib/reviews/assign-lanes";
import { assignLanesForm } from "#lib/reviews/contract";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { dossier } from "#lib/reviews/dossier-view";
import { recuseReviewer } from "#lib/reviews/recuse-reviewer";
import { codeOf, declareNone, holdLane, type ReviewCase, score, seedCase, seedStaff } from "./review-case";

/** The refusal of one case, or the name of who has the lane now. */
async function assign(
  actor: Actor,
  { applicationId }: ReviewCase,
  lane: Lane,
  person: Actor | null,
): Promise<string> {
  const personId = person?.personId ?? null;
  const [result] = await assignLanes({ actor, applicationIds: [applicationId], lane, personId });
  return result?.refusal ?? result?.to ?? "nothing";
}

function holdersOf({ applicationId }: ReviewCase) {
  return read((tx) =>
    tx.laneAssignment.findMany({
      where: { applicationId, recusedAt: null },
      select: { lane: true, personId: true },
    }),
  );
}

describe("the form of assigning", () => {
  const parse = (to: unknown, application_id: unknown = "app_1") =>
    assignLanesForm.safeParse({ to, application_id });

  it("takes a lane with a person or without, and one case or many", () => {
    expect(parse("privacy").data).toEqual({
      application_id: ["app_1"],
      to: { lane: "privacy", personId: null },
    });
    expect(parse("ethics:per_1", ["app_1", "app_2"]).data).toEqual({
      application_id: ["app_1", "app_2"],
      to: { lane: "ethics", personId: "per_1" },
    });
  });

  it("refuses no case, no lane, another lane, and a person who is none", () => {
    expect(assignLanesForm.safeParse({ to: "privacy" }).error?.issues[0]).toMatchObject({
      path: ["application_id"],
      message: "Mark at least one case",
    });
    for (const to of ["", undefined, "approver", "privacy:", "privacy:app_1", "privacy:per_1:per_2", "x"]) {
      expect(parse(to).success).toBe(false);
    }
    const many = Array.from({ length: 51 }, (_, index) => `app_${index}`);
    expect(parse("privacy", many).success).toBe(false);
  });
});

describe("assigning lanes", () => {
  it("refuses each case that cannot be, with its sentence, and assigns the others", async () => {
    const intake = await seedStaff("intake");
    const privacy = await seedStaff("privacy");
    const [free, taken, conflicted, recused, employer] = [
      await seedCase(),
      await seedCase(),
      await seedCase(),
      await seedCase(),
      await seedCase(),
    ];
    await holdLane(taken, "privacy");
    await declareConflict({
      actor: privacy,
      applicationId: conflicted.applicationId,
      hasConflict: true,
      detail: "Old employer.",
    });
    expect(await assign(intake, recused, "privacy", privacy)).toBe("privacy");
    await declareNone(privacy, recused);
    await recuseReviewer({ actor: privacy, applicationId: recused.applicationId, reason: "" });
    await transaction((tx) =>
      tx.membership.create({
        data: {
          id: newId("mem"),
          organisationId: employer.organisationId,
          personId: privacy.personId,
          role: "contributor",
          endedAt: new Date(),
        },
      }),
    );
    const applicationIds = [taken, conflicted, recused, employer, free].map((one) => one.applicationId);
    const results = await assignLanes({
      actor: intake,
      applicationIds: [...applicationIds, "app_none"],
      lane: "privacy",
      personId: privacy.personId,
    });
    expect(results.map(({ refusal }) => refusal)).toEqual([
      expect.stringContaining("someone has the lane privacy already"),
      expect.stringContaining("declared a conflict of interest"),
      expect.stringContaining("is recused from the case"),
      expect.stringContaining("belongs, or belonged, to the applicant's organisation"),
      null,
      expect.any(String),
    ]);
    expect(await holdersOf(free)).toEqual([{ lane: "privacy", personId: privacy.personId }]);
    expect(await holdersOf(employer)).toEqual([]);
  });

  it("refuses a lane that scores nothing in the tier, and whoever does not hold its role", async () => {
    const intake = await seedStaff("intake");
    const review = await seedCase();
    expect(await assign(intake, review, "legal", null)).toContain("scores nothing in T1");
    const technical = await seedStaff("technical");
    expect(await assign(intake, review, "privacy", technical)).toContain("holds the role privacy");
    expect(await holdersOf(review)).toEqual([]);
  });

  it("is intake's, and never of whoever signs decisions", async () => {
    const review = await seedCase();
    const both = await seedStaff("intake");
    const signing = {
      ...both,
      staffRoles: [...both.staffRoles, { role: "approver" as const, homeLane: "legal" as const }],
    };
    for (const actor of [signing, await seedStaff("privacy"), await seedStaff("auditor")]) {
      expect(await codeOf(assign(actor, review, "privacy", null))).toBe("forbidden");
      expect(await assignees(actor)).toBeNull();
    }
    expect(await codeOf(assign(await seedStaff("account_team"), review, "privacy", null))).toBe("not_found");
    expect(await holdersOf(review)).toEqual([]);
  });

  it("lets nobody score before they have said whether there is a conflict", async () => {
    const review = await seedCase();
    const privacy = await seedStaff("privacy");
    await assign(await seedStaff("intake"), review, "privacy", privacy);
    expect(await codeOf(score(privacy, review, "F04", 3))).toBe("forbidden");
    await declareNone(privacy, review);
    expect(await codeOf(score(privacy, review, "F04", 3))).toBe("accepted");
    expect((await dossier(privacy, review.applicationId)).isRevealed).toBe(false);
  });

  it("gives the lane to the eligible person with the least open work", async () => {
    const intake = await seedStaff("intake");
    const [first, second] = [await seedCase(), await seedCase()];
    await seedStaff("technical");
    const idle = (await assignees(intake))?.find(({ lane, open }) => lane === "technical" && open === 0);
    expect(idle).toBeDefined();
    await assign(intake, first, "technical", null);
    const [given] = await holdersOf(first);
    // Had they been anywhere else in the order, someone with less to do would have been passed over.
    const before = (await assignees(intake)) ?? [];
    expect(before.find(({ personId }) => personId === given?.personId)?.open).toBe(1);
    const least = Math.min(...before.filter(({ lane }) => lane === "technical").map(({ open }) => open));
    await assign(intake, second, "technical", null);
    const [next] = await holdersOf(second);
    const after = (await assignees(intake)) ?? [];
    expect(after.find(({ personId }) => personId === next?.personId)?.open).toBe(least + 1);
  });

  it("puts on record who assigned, apart from who has the lane", async () => {
    const intake = await seedStaff("intake");
    const review = await seedCase();
    const privacy = await seedStaff("privacy");
    await assign(intake, review, "privacy", privacy);
    const rows = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: review.applicationId, kind: "lane.assigned" } }),
    );
    expect(rows).toHaveLength(1);
    expect(
      JSON.stringify(rows[0], (_, value) => (typeof value === "bigint" ? String(value) : value)),
    ).toContain(intake.personId);
  });
});
