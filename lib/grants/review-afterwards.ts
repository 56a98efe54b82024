import type { Tx } from "#lib/platform/db";
import { followCase } from "./follow-case";
import { putReReview } from "./open-re-review";
import type { lockGrant } from "./store";

type LockedGrant = NonNullable<Awaited<ReturnType<typeof lockGrant>>>;

/** What was done in an emergency is looked at like any other when it is over, by its end or by a person (HS27). */
export async function reviewAfterwards(tx: Tx, grant: LockedGrant, openedAt: Date): Promise<void> {
  const isActive = grant.applicationState === "active";
  const moved = await followCase(tx, grant, {
    to: "re_review",
    actor: "service",
    reasonCode: isActive ? "retrospective_review" : "re_review_due",
  });
  if (!moved) return;
  await putReReview(tx, grant, {
    trigger: "retrospective_review",
    reason: "An approval in the emergency lane has ended.",
    openedById: null,
    openedAt,
  });
}
