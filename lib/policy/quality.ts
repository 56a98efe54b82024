import { holds } from "./condition";
import type { ApplicationData } from "./contract";
import { applicationFacts } from "./derive-facts";
import { definitionsOf, type Factor, type PolicyPack } from "./pack";
import type { Tier } from "./pack-parts";
import { tierRow } from "./risk";

const POINTS_MAX = 4;

/** A lane's judgement of one factor. */
export type Score = { factorId: string; points: number };

export type BlockingFactor = {
  factorId: string;
  points: number;
  /** `zero`: any factor at 0 blocks. `critical`: a critical factor below the tier's least. */
  reason: "zero" | "critical";
};

export type Quality =
  | { ok: false; refusal: "factors_open"; factorIds: readonly string[] }
  | {
      ok: true;
      /** 0..100, unrounded. */
      percent: number;
      passMark: number;
      /** The mark is reached and nothing blocks. A recommendation: only signatures decide. */
      pass: boolean;
      blocking: readonly BlockingFactor[];
    };

const ANY_DAY = "1970-01-01";

/**
 * The factors that apply to an application, in the pack's order. One that does not apply takes no score;
 * its weight is spread over the rest in proportion.
 */
export function applicableFactors(pack: PolicyPack, application: ApplicationData): Factor[] {
  // What a factor is left out for is in the application itself: neither the day nor legal facts play a part.
  const facts = applicationFacts(pack, application, { facts: [], on: ANY_DAY });
  const scope = { facts, lists: pack.lists, definitions: definitionsOf(pack) };
  return pack.factors.filter(
    ({ not_applicable_when: without }) => without === null || !holds(without, scope),
  );
}

function lowestPoints(scores: readonly Score[]): ReadonlyMap<string, number> {
  const points = new Map<string, number>();
  for (const score of scores) {
    if (!Number.isInteger(score.points) || score.points < 0 || score.points > POINTS_MAX) {
      throw new RangeError(`${score.factorId} has ${score.points} points; 0 to ${POINTS_MAX} are possible`);
    }
    points.set(score.factorId, Math.min(score.points, points.get(score.factorId) ?? POINTS_MAX));
  }
  return points;
}

/**
 * Weighted quality of a scored application: Σ weight × points ÷ 4 over the factors that apply.
 *
 * A factor without a score refuses the total rather than counting as zero: a blank must never read as a
 * judgement. Of two scores of one factor the lower counts. Quality never changes the tier.
 *
 * @param scores in any order; `points` is 0..4; those of factors that do not apply are left aside
 * @throws RangeError for points outside 0..4, which is a bug
 * @see policy pack 2026-11, "Quality"
 */
export function quality(
  pack: PolicyPack,
  tier: Tier,
  scores: readonly Score[],
  application: ApplicationData,
): Quality {
  const factors = applicableFactors(pack, application);
  const pointsOf = lowestPoints(scores);
  const open = factors.filter(({ id }) => !pointsOf.has(id)).map(({ id }) => id);
  if (open.length > 0) return { ok: false, refusal: "factors_open", factorIds: open };

  const { pass_mark: passMark, critical_min: criticalMin } = tierRow(pack, tier);
  const scored = factors.map((factor) => ({ factor, points: pointsOf.get(factor.id) ?? 0 }));
  const earned = scored.reduce((sum, { factor, points }) => sum + factor.weight * points, 0);
  const possible = scored.reduce((sum, { factor }) => sum + factor.weight * POINTS_MAX, 0);
  const blocking = scored.flatMap(({ factor, points }): BlockingFactor[] => {
    if (points === 0) return [{ factorId: factor.id, points, reason: "zero" }];
    if (factor.critical && points < criticalMin) return [{ factorId: factor.id, points, reason: "critical" }];
    return [];
  });
  const percent = (100 * earned) / possible;
  return { ok: true, percent, passMark, pass: percent >= passMark && blocking.length === 0, blocking };
}
