import type { PolicyPack } from "./pack";
import type { FairnessGate } from "./pack-parts";

/**
 * What holds where a pack does not say: a passed run from T3 on, and 90 days to mend a failed one (policy.md E, S6).
 * The limits are proposed: errors that a set of some hundred people a group can prove, and what calls for a plan.
 */
const FAIRNESS_GATE: FairnessGate = {
  tiers: ["T3", "T4"],
  limits: { false_match: 0.01, false_non_match: 0.05, failure_to_enrol: 0.05, ratio: null },
  mitigation_days: 90,
};

/** Which tiers wait for a passed fairness run, against which limits, and how long a failed one may stand. */
export function fairnessGateOf({ fairness }: Pick<PolicyPack, "fairness">): FairnessGate {
  return fairness ?? FAIRNESS_GATE;
}
