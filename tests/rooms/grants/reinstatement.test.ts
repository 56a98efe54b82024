import { describe, expect, it } from "vitest";
import { openReReview } from "#lib/grants/open-re-review";
import { reinstateGrant } from "#lib/grants/reinstate-grant";
import { stopGrant } from "#lib/grants/stop-grant";
import { grantsOfTenant } from "#lib/grants/view";
import { read, transaction } from "#lib/platform/db";
import { seedApproved } from "../reviews/appeal-case";
import { codeOf, seedStaff } from "../reviews/review-case";
import { grantOf, keyUnder, REASON, stateOf, works } from "./living-grant";

async function stopped(to: "restricted" | "suspended" = "suspended") {
  const review = await seedApproved();
  const officer = await seedStaff("compliance_officer");
  const operator = await seedStaff("operator");
  const { grantId } = review;
  const keyId = await keyUnder(review, grantId);
  await stopGrant({ actor: officer, grantId, to, reason: REASON });
  const reinstate = (actor = officer, reason = "The fairness run passes again.") =>
    reinstateGrant({ actor, grantId, reason });
  return { review, officer, operator, grantId, keyId, reinstate };
}

describe("a grant that was stopped", () => {
  it.each(["restricted", "suspended"] as const)(
    "and is %s goes on when two people say so, and not before",
    async (to) => {
      const { review, officer, operator, grantId, keyId, reinstate } = await stopped(to);
      const { expiresAt, terms } = await grantOf(grantId);
      expect(await reinstate(officer)).toEqual({ isLive: false });
      expect([await stateOf(review), await works(keyId)]).toEqual([to, false]);
      expect(await codeOf(reinstate(officer))).toBe("already_signed");
      expect(await works(keyId)).toBe(false);
      const { grants } = await grantsOfTenant(operator, review.organisationId);
      expect(grants[0]?.reinstatement).toMatchObject({ askedById: officer.personId });
      expect(await reinstate(operator)).toEqual({ isLive: true });
      expect([await stateOf(review), await works(keyId)]).toEqual(["active", true]);
      expect(await grantOf(grantId)).toMatchObject({ state: "active", expiresAt, terms });
    },
  );

  it("is nobody's else to reinstate, and only while it is stopped", async () => {
    const { officer, operator, reinstate } = await stopped();
    for (const role of ["auditor", "intake", "approver", "legal"] as const) {
      expect(await codeOf(reinstate(await seedStaff(role))), role).toBe("forbidden");
    }
    await reinstate(officer);
    await reinstate(operator);
    expect(await codeOf(reinstate(operator))).toBe("wrong_state");
  });

  it("and is stopped again wants two new words: the first of before counts for nothing", async () => {
    const { officer, operator, grantId, keyId, reinstate } = await stopped("restricted");
    await reinstate(officer);
    await stopGrant({ actor: operator, grantId, to: "suspended", reason: REASON });
    expect(await reinstate(operator)).toEqual({ isLive: false });
    expect(await works(keyId)).toBe(false);
    expect(await reinstate(officer)).toEqual({ isLive: true });
  });

  it("and is under re-review comes back by its two signatures, not this way", async () => {
    const { officer, grantId, reinstate } = await stopped();
    await openReReview({ actor: officer, grantId, trigger: "drift_or_fairness", reason: REASON });
    expect(await codeOf(reinstate(officer))).toBe("wrong_state");
  });

  it("goes on by no raw SQL with fewer than two people", async () => {
    const { officer, operator, grantId, reinstate } = await stopped();
    const activate = () =>
      transaction((tx) => tx.grant.update({ where: { id: grantId }, data: { state: "active" } }));
    await expect(activate()).rejects.toThrow(/reinstatement_two/);
    await reinstate(officer);
    await expect(activate()).rejects.toThrow(/reinstatement_two/);
    const confirm = (personId: string) =>
      transaction((tx) =>
        tx.reinstatement.updateMany({
          where: { grantId },
          data: { confirmedById: personId, confirmedAt: new Date() },
        }),
      );
    await expect(confirm(officer.personId)).rejects.toThrow(/two_people/);
    await confirm(operator.personId);
    await expect(confirm("per_x")).rejects.toThrow(/immutable/);
  });

  it("says in the ledger who let it go on, and not why", async () => {
    const { officer, operator, grantId, reinstate } = await stopped();
    await reinstate(officer);
    await reinstate(operator);
    const leaves = await read((tx) => tx.ledgerPending.findMany({ where: { subjectId: grantId } }));
    const [leaf] = leaves.filter(({ kind }) => kind === "grant.reinstatement_confirmed");
    expect(JSON.parse(leaf?.leaf ?? "{}").data).toMatchObject({
      first: officer.personId,
      second: operator.personId,
    });
    expect(leaves.map((one) => one.leaf).join()).not.toContain("fairness run");
  });
});
