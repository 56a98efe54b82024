import type { PolicyPack } from "./pack";
import { RISK_PARTS, type RiskPart, type Tier } from "./pack-parts";

/** What a risk is drawn against. Borders are the highest risk of each tier; the last tier ends at `max`. */
export type RiskScale = {
  parts: readonly { part: RiskPart; max: number }[];
  max: number;
  tiers: readonly { tier: Tier; upTo: number }[];
};

/** The most points of each part, and where the tiers end, from the pack. Pure. */
export function riskScale(pack: PolicyPack): RiskScale {
  const parts = RISK_PARTS.map((part) => ({
    part,
    max: Math.max(0, ...pack.risk[part].map(({ points }) => points)),
  }));
  const max = parts.reduce((sum, one) => sum + one.max, 0);
  return { parts, max, tiers: pack.tiers.map(({ id, risk_max }) => ({ tier: id, upTo: risk_max ?? max })) };
}
