import { describe, expect, it } from "vitest";
import { expireGrants } from "#lib/grants/expire-grants";
import { stopGrant } from "#lib/grants/stop-grant";
import { tellGrantEnds } from "#lib/grants/tell-grant-ends";
import { read } from "#lib/platform/db";
import { seedApproved } from "../reviews/appeal-case";
import { seedStaff } from "../reviews/review-case";
import { DAY_MS, grantOf, keyUnder, REASON, stateOf, works } from "./living-grant";

describe("the end of a grant", () => {
  it("is told 90, 30 and 7 days ahead, each once", async () => {
    const review = await seedApproved();
    const { expiresAt } = await grantOf(review.grantId);
    const told = async (days: number) => {
      await tellGrantEnds({ now: new Date(expiresAt.getTime() - days * DAY_MS) });
      const rows = await read((tx) =>
        tx.grantReminder.findMany({ where: { grantId: review.grantId }, orderBy: { daysLeft: "desc" } }),
      );
      return rows.map(({ daysLeft }) => daysLeft);
    };
    expect(await told(91)).toEqual([]);
    expect(await told(89)).toEqual([90]);
    expect(await told(60)).toEqual([90]);
    expect(await told(30)).toEqual([90, 30]);
    expect(await told(1)).toEqual([90, 30, 7]);
    const events = await read((tx) =>
      tx.domainEvent.count({ where: { kind: "grant.ends_soon", subjectId: review.applicationId } }),
    );
    expect(events).toBe(3);
  });

  it("expires the case and stops its keys at that moment", async () => {
    const review = await seedApproved();
    const keyId = await keyUnder(review, review.grantId);
    const { expiresAt } = await grantOf(review.grantId);
    expect(await works(keyId, { now: new Date(expiresAt.getTime() - 1_000) })).toBe(true);
    expect(await works(keyId, { now: expiresAt })).toBe(false);
    await expireGrants({ now: new Date(expiresAt.getTime() - 1_000) });
    expect(await stateOf(review)).toBe("active");
    await expireGrants({ now: expiresAt });
    expect(await stateOf(review)).toBe("expired");
    expect(await works(keyId)).toBe(false);
  });
});

describe("a grant that an officer stops while it is in force", () => {
  it.each(["restricted", "suspended"] as const)(
    "is %s with its case, and none of its keys works",
    async (to) => {
      const review = await seedApproved();
      const keyId = await keyUnder(review, review.grantId);
      expect(await works(keyId)).toBe(true);
      const actor = await seedStaff("compliance_officer");
      await stopGrant({ actor, grantId: review.grantId, to, reason: REASON });
      expect((await grantOf(review.grantId)).state).toBe(to);
      expect(await stateOf(review)).toBe(to);
      expect(await works(keyId)).toBe(false);
    },
  );
});
