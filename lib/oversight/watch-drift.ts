import { watchedGrants } from "#lib/grants/re-review-view";
import { reviewAfterDrift } from "#lib/grants/review-after-drift";
import { measureUsage } from "#lib/jobs/usage";
import { read } from "#lib/platform/db";
import { driftLimitsOf } from "#lib/policy/drift-limits";
import { loadPack } from "#lib/policy/load-pack";
import { driftOf, type Observed } from "./drift";
import { observeGrant } from "./drift-store";

/**
 * Holds the use of every living grant against what was declared and what it was, and opens a re-review where a limit of
 * its pack is passed: for people to look at. It refuses, restricts and ends nothing. Called by the caretaker.
 *
 * @returns how many re-reviews were opened
 */
export async function watchDrift(): Promise<number> {
  let opened = 0;
  for (const grant of await watchedGrants()) {
    const { pack } = await read((tx) => loadPack(tx, grant.packVersion));
    const limits = driftLimitsOf(pack);
    const { window_days: windowDays, history_days: historyDays } = limits;
    const seen = await read((tx) =>
      observeGrant(tx, { tenantId: grant.tenantId, grantId: grant.id, windowDays, historyDays }),
    );
    const observed: Observed = { ...seen, declared: await declaredBy(grant) };
    const drifts = driftOf(limits, observed);
    const [gravest] = drifts;
    if (gravest === undefined) continue;
    const reason = drifts.map((drift) => drift.reason).join(" ");
    const quietDays = windowDays + historyDays;
    const wish = { grantId: grant.id, trigger: gravest.trigger, reason, quietDays };
    if (await reviewAfterDrift(wish)) opened += 1;
  }
  return opened;
}

async function declaredBy({ id, tenantId }: { id: string; tenantId: string }): Promise<number | null> {
  const { month } = await measureUsage({ tenantId });
  return month.grants.find(({ grantId }) => grantId === id)?.declared ?? null;
}
