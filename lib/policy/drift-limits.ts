import type { PolicyPack } from "./pack";
import type { DriftLimits } from "./pack-parts";

/**
 * What holds where a pack does not say. 150 % of the declared volume and reviewers who reject next to nothing are the
 * policy's (part D, "Re-review"); the other figures are proposed.
 */
const DRIFT_LIMITS: DriftLimits = {
  window_days: 30,
  history_days: 90,
  calls_min: 200,
  volume_percent: 150,
  operation_points: 40,
  hour_points: 50,
  match_points: 20,
  reviews_min: 50,
  rejection_percent_min: 1,
};

/** How far the use of an approval may move from what was declared, and from what it was. */
export function driftLimitsOf({ drift }: Pick<PolicyPack, "drift">): DriftLimits {
  return drift ?? DRIFT_LIMITS;
}
