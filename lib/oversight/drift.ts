import type { ReReviewTrigger } from "#lib/grants/re-review-words";
import type { DriftLimits } from "#lib/policy/pack-parts";

/** Calls of one stretch of time, by operation and by hour of the day in UTC ("0" to "23"). */
export type Calls = {
  total: number;
  byOperation: Readonly<Record<string, number>>;
  byHour: Readonly<Record<string, number>>;
};
export type Matches = { compared: number; matched: number };

/** What was seen of a grant's use: the latest window, and the history before it. */
export type Observed = {
  /** Calls a month that the signed application expects; null where it says nothing. */
  declared: number | null;
  recent: Calls;
  before: Calls;
  matches: { recent: Matches; before: Matches };
  /** What the tenant's reviewers made of leads in the window; `rejected`: none of the candidates. */
  reviews: { total: number; rejected: number };
};

export type Drift = { trigger: ReReviewTrigger; reason: string };

const DAYS_A_MONTH = 30;

/**
 * Where the use of an approval has left what was declared, or what it was: the policy's reasons to look again, the
 * gravest first. A window with too few calls says nothing.
 */
export function driftOf(limits: DriftLimits, observed: Observed): Drift[] {
  return [
    volumeDrift(limits, observed),
    rejectionDrift(limits, observed),
    matchDrift(limits, observed),
    mixDrift(limits, observed, "byOperation", limits.operation_points, "which operations are called"),
    mixDrift(limits, observed, "byHour", limits.hour_points, "the hours of the day at which it is called"),
  ].filter((drift) => drift !== null);
}

function volumeDrift(limits: DriftLimits, { declared, recent }: Observed): Drift | null {
  if (declared === null || recent.total < limits.calls_min) return null;
  const expected = (declared * limits.window_days) / DAYS_A_MONTH;
  if (100 * recent.total <= limits.volume_percent * expected) return null;
  return {
    trigger: "volume_exceeded",
    reason: `${recent.total} calls in ${limits.window_days} days; ${Math.round(expected)} were declared, and ${limits.volume_percent} % of that is the limit.`,
  };
}

function rejectionDrift(limits: DriftLimits, { reviews }: Observed): Drift | null {
  if (reviews.total < limits.reviews_min) return null;
  if (100 * reviews.rejected >= limits.rejection_percent_min * reviews.total) return null;
  return {
    trigger: "reviewers_reject_nothing",
    reason: `Of ${reviews.total} leads in ${limits.window_days} days reviewers rejected ${reviews.rejected}; at least ${limits.rejection_percent_min} % is expected of people who look.`,
  };
}

function matchDrift(limits: DriftLimits, { matches: { recent, before } }: Observed): Drift | null {
  if (recent.compared < limits.calls_min || before.compared < limits.calls_min) return null;
  const [now, then] = [recent, before].map(({ compared, matched }) => (100 * matched) / compared);
  const moved = Math.abs((now ?? 0) - (then ?? 0));
  if (moved <= limits.match_points) return null;
  return {
    trigger: "drift_or_fairness",
    reason: `${Math.round(now ?? 0)} % of comparisons match, after ${Math.round(then ?? 0)} % before; ${limits.match_points} points is the limit.`,
  };
}

/** Total variation distance between two mixes, in points: 0 for the same, 100 for nothing in common. */
function mixDrift(
  limits: DriftLimits,
  { recent, before }: Observed,
  by: "byOperation" | "byHour",
  points: number,
  what: string,
): Drift | null {
  if (recent.total < limits.calls_min || before.total < limits.calls_min) return null;
  const kinds = new Set([...Object.keys(recent[by]), ...Object.keys(before[by])]);
  const gaps = [...kinds].map((kind) =>
    Math.abs((recent[by][kind] ?? 0) / recent.total - (before[by][kind] ?? 0) / before.total),
  );
  const moved = 50 * gaps.reduce((sum, gap) => sum + gap, 0);
  if (moved <= points) return null;
  return {
    trigger: "drift_or_fairness",
    reason: `A change of ${Math.round(moved)} points in ${what}, against the ${limits.history_days} days before; ${points} is the limit.`,
  };
}
