import type { Lane } from "#lib/identity/roles";
import type { ApplicationData } from "./contract";
import type { PolicyPack } from "./pack";
import type { Tier, Track } from "./pack-parts";
import { applicableFactors } from "./quality";
import { tierRow } from "./risk";

/** The tracks on which one person's judgement of a critical factor is not enough. */
const SCORED_TWICE_ON: readonly Track[] = ["lanes_and_chair", "board"];

/** Two scores of one factor that lie so many points apart are reconciled in writing. */
export const SPREAD_TO_RECONCILE = 2;

/**
 * Ids of the factors that two people score apart from each other: the critical ones that apply, on the tracks with
 * the ethics chair or a board (T3 and T4). A pack says which factors are critical and which track a tier takes.
 *
 * @see policy pack 2026-11, part D, "Separation of duties"
 */
export function doubleScoredFactors(pack: PolicyPack, tier: Tier, application: ApplicationData): string[] {
  if (!SCORED_TWICE_ON.includes(tierRow(pack, tier).track)) return [];
  return applicableFactors(pack, application)
    .filter(({ critical }) => critical)
    .map(({ id }) => id);
}

/** Whether some application of the tier has a second seat in this lane. */
export function isScoredTwice(pack: PolicyPack, tier: Tier, lane: Lane): boolean {
  const { track, stand_ins: standIns } = tierRow(pack, tier);
  if (!SCORED_TWICE_ON.includes(track)) return false;
  return pack.factors.some((factor) => factor.critical && (standIns[factor.lane] ?? factor.lane) === lane);
}
