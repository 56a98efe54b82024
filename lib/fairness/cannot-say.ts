import { MEASURES, type Measure, percent } from "./compare-groups";
import type { GroupRates } from "./group-rates";

const NAMES: Readonly<Record<Measure, string>> = {
  failureToEnrol: "failure to enrol",
  falseMatch: "false match rate",
  falseNonMatch: "false non-match rate",
};

/** Fewer people than this have intervals so wide that a gap between groups does not show in them. */
const SUBJECTS_MIN = 10;

/**
 * What a set leaves open, whatever limits are asked of it, a sentence each: a rate without a trial, a rate without an
 * error, and a group of so few people that nothing can be told of it. No error is not no rate: of n independent trials
 * it leaves about 3 / n possible (ISO/IEC 19795-1, "rule of 3"), and n is people here, not pictures.
 */
export function cannotSay(groups: readonly GroupRates[]): string[] {
  return groups.flatMap((group) => [
    ...(group.subjects < SUBJECTS_MIN
      ? [
          `${group.group}: ${group.subjects} subjects are too few to compare this group with another; give at least ${SUBJECTS_MIN}.`,
        ]
      : []),
    ...MEASURES.flatMap((measure) => openQuestion(group, measure)),
  ]);
}

function openQuestion(group: GroupRates, measure: Measure): string[] {
  const rate = group[measure];
  if (rate === null)
    return [`${group.group}: the ${NAMES[measure]} was not measured, there was no pair for it.`];
  if (rate.errors > 0) return [];
  const [, high] = rate.interval;
  return [
    `${group.group}: no error in ${rate.trials} leaves a ${NAMES[measure]} of up to ${percent(high)} possible.`,
  ];
}
