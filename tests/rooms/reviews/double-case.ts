import type { Actor } from "#lib/identity/actor";
import type { Lane } from "#lib/identity/roles";
import { transaction } from "#lib/platform/db";
import { lockLane } from "#lib/reviews/lock-lane";
import { casePlan } from "#lib/reviews/open-case";
import { holdLane, pack, type ReviewCase, score, seedCase, seedScreening } from "./review-case";

type Points = (factorId: string) => number;
export type Scorers = Record<Lane, Actor>;

/** The case of `seedCase`, judged to be of a higher tier. */
export async function seedOfTier(tier: "T3" | "T4"): Promise<ReviewCase> {
  const review = await seedCase();
  const track = tier === "T3" ? ("lanes_and_chair" as const) : ("board" as const);
  const screening = { ...review.screening, tier, track };
  await transaction(async (tx) => {
    await seedScreening(tx, review.revisionId, screening);
    await tx.application.update({ where: { id: review.applicationId }, data: { tier, track } });
  });
  return { ...review, screening };
}

export const seedTier3 = () => seedOfTier("T3");

/** Every seat taken, scored and locked; `holding` has first seats already. @returns who holds the first seat of each lane, and who the second */
export async function scoreTwice(
  review: ReviewCase,
  points: { first: Points; second: Points } = { first: () => 4, second: () => 4 },
  holding: Partial<Scorers> = {},
): Promise<{ first: Scorers; second: Scorers }> {
  const seats = { 1: {} as Scorers, 2: {} as Scorers };
  for (const { lane, seat, factorIds } of casePlan(pack, review.screening.tier, review.application)) {
    const actor = (seat === 1 ? holding[lane] : undefined) ?? (await holdLane(review, lane));
    const given = seat === 1 ? points.first : points.second;
    for (const factorId of factorIds) await score(actor, review, factorId, given(factorId));
    await lockLane({ actor, applicationId: review.applicationId });
    seats[seat][lane] = actor;
  }
  return { first: seats[1], second: seats[2] };
}
