import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { databaseNow, read } from "#lib/platform/db";
import { activePack } from "#lib/policy/active-pack";
import { type Agreement, agreementOf } from "./agreement";
import { grouped } from "./grouped";
import { FIGURES_READERS, type Period } from "./review-figures";
import { findGivenScores, findLockedLanes, type GivenScore } from "./scorer-store";
import { judgedIn, type Scorer, scorersOf } from "./scorers";

const DAY_MS = 86_400_000;

/** How far two people who score the same factor agree; `agreement` is null where too few have. */
export type FactorAgreement = {
  factorId: string;
  name: string;
  /** Cases in which two people scored it. */
  twice: number;
  agreement: Agreement | null;
};

export type ScoringFigures = {
  /** Over all factors that two people score. */
  agreement: Agreement | null;
  /** Times that two people scored the same. */
  twice: number;
  factors: readonly FactorAgreement[];
  scorers: readonly Scorer[];
};

/**
 * How people score: their agreement where two score the same factor apart from each other, and each one's ways. It names
 * people so that a person can ask them; nothing follows from it by itself.
 *
 * @throws AppError `forbidden`
 */
export async function scoringFigures(actor: Actor, days: Period): Promise<ScoringFigures> {
  requireStaffRole(actor, ...FIGURES_READERS);
  return read(async (tx) => {
    const since = new Date((await databaseNow(tx)).getTime() - days * DAY_MS);
    const scores = await findGivenScores(tx, since);
    const lanes = await findLockedLanes(tx, since);
    const twice = judgedTwice(scores);
    const { factors } = await activePack(tx);
    const ids = [...new Set(twice.map(({ factorId }) => factorId))].toSorted();
    return {
      agreement: agreementOf(twice.map(({ points }) => points)),
      twice: twice.length,
      factors: ids.map((factorId) => {
        const of = twice.filter((unit) => unit.factorId === factorId);
        return {
          factorId,
          name: factors.find(({ id }) => id === factorId)?.name ?? factorId,
          twice: of.length,
          agreement: agreementOf(of.map(({ points }) => points)),
        };
      }),
      scorers: scorersOf(scores, lanes),
    };
  });
}

function judgedTwice(scores: readonly GivenScore[]): { factorId: string; points: readonly number[] }[] {
  return [...grouped(scores, judgedIn).values()]
    .map((of) => ({ factorId: of[0]?.factorId ?? "", points: of.map(({ points }) => points) }))
    .filter(({ points }) => points.length > 1);
}
