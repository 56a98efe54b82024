import { databaseNow, read } from "#lib/platform/db";
import { activePack } from "#lib/policy/active-pack";
import {
  countLiveGrants,
  countReceived,
  countRefusalsByRule,
  countSuspended,
  findMedianDaysToDecision,
} from "./figures-store";

/** What the front page says in numbers. Counts alone: nobody and no case can be told from them. */
export type PublicFigures = {
  /** Applications that were submitted, whatever became of them. */
  received: number;
  /** Approvals in force now. */
  live: number;
  /** Organisations whose access is stopped now. */
  suspended: number;
  /** Applications that the policy refuses, under each rule that refuses them, the most frequent first. */
  refusals: readonly { ruleId: string; title: string; count: number }[];
  /** From submission to decision; null before anything was decided. */
  medianDaysToDecision: number | null;
};

/** The figures of this moment, from the tables of record. Public. */
export function publicFigures(): Promise<PublicFigures> {
  return read(async (tx) => {
    const { rules } = await activePack(tx);
    const counted = await countRefusalsByRule(tx);
    return {
      received: await countReceived(tx),
      live: await countLiveGrants(tx, await databaseNow(tx)),
      suspended: await countSuspended(tx),
      refusals: counted.map(({ ruleId, count }) => ({
        ruleId,
        title: rules.find(({ id }) => id === ruleId)?.title ?? ruleId,
        count,
      })),
      medianDaysToDecision: await findMedianDaysToDecision(tx),
    };
  });
}
