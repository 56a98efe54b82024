import type { FairnessGate } from "#lib/policy/pack-parts";
import type { Limits } from "./compare-groups";

/** The pack's limits as the comparison takes them. */
export function limitsOf({ limits }: Pick<FairnessGate, "limits">): Limits {
  return {
    falseMatch: limits.false_match,
    falseNonMatch: limits.false_non_match,
    failureToEnrol: limits.failure_to_enrol,
    ratio: limits.ratio,
  };
}
