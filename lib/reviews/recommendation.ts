import type { Quality } from "#lib/policy/quality";
import type { Screening } from "#lib/policy/screen";

/** What speaks against an approval, each in words for those who decide. */
export type Obstacle = { code: ObstacleCode; words: string };
export type ObstacleCode =
  | "factors_open"
  | "under_pass_mark"
  | "factor_at_zero"
  | "critical_too_low"
  | "screening_refuses"
  | "score_conflicted"
  | "authority_awaited";

/**
 * What the numbers suggest. Never a decision: only people's signatures make one, and they may decline what is
 * recommended; what is not recommended cannot be approved.
 */
export type Recommendation = {
  recommends: "approve" | "decline";
  quality: Quality;
  obstacles: readonly Obstacle[];
};

/** What else speaks against an approval, as the database has it. */
export type Findings = {
  /** How many people with a locked score have declared a conflict since. */
  conflictedScorers: number;
  /** The case was deferred, and what it waits for is not on record. */
  isAuthorityAwaited: boolean;
};

const NOTHING_FOUND: Findings = { conflictedScorers: 0, isAuthorityAwaited: false };

export function recommend(
  quality: Quality,
  screening: Pick<Screening, "outcome">,
  { conflictedScorers, isAuthorityAwaited }: Findings = NOTHING_FOUND,
): Recommendation {
  const obstacles = [
    ...qualityObstacles(quality),
    ...screeningObstacles(screening),
    ...(conflictedScorers === 0 ? [] : [obstacle("score_conflicted", CONFLICTED)]),
    ...(isAuthorityAwaited ? [obstacle("authority_awaited", AWAITED)] : []),
  ];
  return { recommends: obstacles.length === 0 ? "approve" : "decline", quality, obstacles };
}

/** In the emergency lane nobody has scored: only what the policy stops stands against it (HS27). */
export function inEmergency({ quality, obstacles }: Recommendation): Recommendation {
  const left = obstacles.filter(({ code }) => code === "screening_refuses");
  return { recommends: left.length === 0 ? "approve" : "decline", quality, obstacles: left };
}

const CONFLICTED =
  "Someone whose score is locked declared a conflict afterwards: a new revision has to be scored.";

const AWAITED = "It was deferred, and the authority that it waits for is not on record yet.";

function qualityObstacles(quality: Quality): Obstacle[] {
  if (!quality.ok) {
    return [obstacle("factors_open", `Not every factor is scored: ${quality.factorIds.join(", ")}.`)];
  }
  const { percent, passMark, blocking } = quality;
  const low = blocking.map(({ factorId, points, reason }) =>
    reason === "zero"
      ? obstacle("factor_at_zero", `${factorId} has 0 points; any factor at 0 blocks an approval.`)
      : obstacle(
          "critical_too_low",
          `${factorId} is critical and has ${points}, under the least of this tier.`,
        ),
  );
  if (percent >= passMark) return low;
  const words = `The quality of ${percentText(percent)} is under the pass mark of ${passMark}.`;
  return [obstacle("under_pass_mark", words), ...low];
}

function screeningObstacles({ outcome }: Pick<Screening, "outcome">): Obstacle[] {
  const refused =
    outcome === "denied" || outcome === "blocked"
      ? [
          obstacle(
            "screening_refuses",
            `The screening's outcome is “${outcome}”; no signature overrides a rule.`,
          ),
        ]
      : [];
  return refused;
}

/** One decimal, rounded down: 59.96 must not read as 60 beside a pass mark of 60. */
export function percentText(percent: number): string {
  return (Math.floor(percent * 10) / 10).toFixed(1);
}

function obstacle(code: ObstacleCode, words: string): Obstacle {
  return { code, words };
}
