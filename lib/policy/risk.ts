import { holds, type Scope } from "./condition";
import type { PolicyPack, TierRow } from "./pack";
import { RISK_PARTS, type RiskPart, type Tier } from "./pack-parts";

export type RiskParts = Readonly<Record<RiskPart, number>>;

/** Points of each part of inherent risk: the highest row that holds, 0 when none does. Reviewers cannot edit it. */
export function riskPartsOf(pack: PolicyPack, scope: Scope): RiskParts {
  const points = (part: RiskPart) =>
    Math.max(0, ...pack.risk[part].filter(({ when }) => holds(when, scope)).map((row) => row.points));
  return {
    operation: points("operation"),
    mode: points("mode"),
    space: points("space"),
    consequence: points("consequence"),
    subjects: points("subjects"),
    authority: points("authority"),
  };
}

/**
 * The sum of the parts and the tier that it falls in. A floor raises the tier, never the risk; nothing lowers it.
 *
 * @param floors tiers that fired clauses demand at least
 */
export function tierOf(
  pack: PolicyPack,
  parts: RiskParts,
  floors: readonly Tier[],
): { risk: number; tier: TierRow } {
  const risk = RISK_PARTS.reduce((sum, part) => sum + parts[part], 0);
  const byRisk = pack.tiers.findIndex(({ risk_max }) => risk_max === null || risk <= risk_max);
  const index = Math.max(byRisk, ...floors.map((floor) => pack.tiers.findIndex(({ id }) => id === floor)));
  const tier = pack.tiers[index];
  // A checked pack ends in a tier without a highest risk, so one is always found.
  if (tier === undefined) throw new Error(`pack ${pack.version} has no tier for risk ${risk}`);
  return { risk, tier };
}

/** The pack's row of a tier. */
export function tierRow(pack: PolicyPack, tier: Tier): TierRow {
  const row = pack.tiers.find(({ id }) => id === tier);
  if (row === undefined) throw new Error(`pack ${pack.version} has no tier ${tier}`);
  return row;
}
