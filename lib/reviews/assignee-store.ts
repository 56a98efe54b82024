import { IN_HAND } from "#lib/applications/application";
import { LANES } from "#lib/identity/roles";
import type { Tx } from "#lib/platform/db";
import type { Assignee } from "./assignee";

/** Everyone who holds a lane's role now, lane by lane, the least loaded first and then by name. */
export async function findAssignees(tx: Tx): Promise<Assignee[]> {
  const rows = await tx.$queryRaw<(Omit<Assignee, "lane"> & { lane: string })[]>`
    SELECT p.id AS "personId", p.name, r.role AS lane,
           (SELECT count(*)::int FROM "LaneAssignment" l JOIN "Application" a ON a.id = l."applicationId"
            WHERE l."personId" = p.id AND l."recusedAt" IS NULL AND l."lockedAt" IS NULL
              AND a.state = ANY (${[...IN_HAND]})) AS open
    FROM "StaffRole" r JOIN "Person" p ON p.id = r."personId"
    WHERE r."endedAt" IS NULL AND p."disabledAt" IS NULL AND r.role = ANY (${[...LANES]})
    ORDER BY r.role, open, p.name, p.id`;
  return LANES.flatMap((lane) =>
    rows
      .filter((row) => row.lane === lane)
      .map(({ personId, name, open }) => ({ personId, name, lane, open })),
  );
}
