import { SCORING } from "#lib/applications/application";
import type { Tx } from "#lib/platform/db";

/** A score that somebody gave, of a case whose scoring is over. */
export type GivenScore = {
  revisionId: string;
  applicationId: string;
  factorId: string;
  scorerId: string;
  scorer: string;
  points: number;
  /** Characters of its reason. */
  reasonLength: number;
  /** Tells equal reasons from others, whatever their case and spaces. */
  reasonHash: string;
};

/**
 * Scores locked since then, but for those that a later revision repeats. Of cases alone whose lanes are all done: what is
 * sealed stays sealed, also as part of a sum.
 */
export function findGivenScores(tx: Tx, since: Date): Promise<GivenScore[]> {
  return tx.$queryRaw<GivenScore[]>`
    SELECT s."revisionId", s."applicationId", s."factorId", s."scorerId", p.name AS scorer, s.points,
      char_length(s.rationale) AS "reasonLength",
      md5(regexp_replace(lower(s.rationale), '\\s+', ' ', 'g')) AS "reasonHash"
    FROM "FactorScore" s JOIN "Application" a ON a.id = s."applicationId" JOIN "Person" p ON p.id = s."scorerId"
    WHERE s."lockedAt" >= ${since} AND s.points IS NOT NULL AND s."keptFromId" IS NULL
      AND NOT a.state = ANY (${[...SCORING]})
      AND NOT EXISTS (SELECT 1 FROM "FactorScore" o WHERE o."revisionId" = s."revisionId" AND o."lockedAt" IS NULL)
    ORDER BY s."revisionId", s."factorId", s.lane, s.seat`;
}

/** A lane that somebody took and locked. */
export type LockedLane = { personId: string; minutes: number; factors: number };

/** From taking a lane to its lock, with the factors that were scored in between. */
export function findLockedLanes(tx: Tx, since: Date): Promise<LockedLane[]> {
  return tx.$queryRaw<LockedLane[]>`
    SELECT l."personId", (extract(epoch FROM l."lockedAt" - l."assignedAt") / 60)::float8 AS minutes,
      count(s.id)::int AS factors
    FROM "LaneAssignment" l
    JOIN "Application" a ON a.id = l."applicationId"
    JOIN "FactorScore" s ON s."applicationId" = l."applicationId" AND s."scorerId" = l."personId"
      AND s.lane = l.lane AND s.seat = l.seat AND s."lockedAt" IS NOT NULL AND s."keptFromId" IS NULL
    WHERE l."lockedAt" >= ${since} AND l."recusedAt" IS NULL AND NOT a.state = ANY (${[...SCORING]})
    GROUP BY l.id`;
}
