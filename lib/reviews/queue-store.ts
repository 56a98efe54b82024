import { type ApplicationState, IN_HAND } from "#lib/applications/application";
import type { Lane } from "#lib/identity/roles";
import type { Tx } from "#lib/platform/db";
import type { Prisma } from "#lib/platform/prisma/client";
import { TAKING_LANES } from "./lanes";

/** One person's share of the queue, as plain data. */
export type QueueScope = {
  personId: string;
  organisationIds: readonly string[];
  show: "mine" | "lane" | "all";
  /** Lanes that this person could take, with the tiers in which each scores. */
  lanes: readonly { lane: Lane; tiers: readonly string[] }[];
  isApprover: boolean;
  /** May verify evidence and record findings. */
  isDesk: boolean;
  tier: string | null;
  state: ApplicationState | null;
};

const columns = {
  id: true,
  reference: true,
  title: true,
  state: true,
  tier: true,
  submittedAt: true,
  dueAt: true,
  revisionId: true,
  organisation: { select: { name: true } },
  assignments: { where: { recusedAt: null }, select: { lane: true, personId: true } },
  clockNotes: {
    where: { says: "overdue" },
    orderBy: { createdAt: "desc" },
    select: { dueAt: true, createdAt: true },
  },
  revision: {
    select: {
      canonical: true,
      id: true,
      packVersion: true,
      scores: { select: { factorId: true, lane: true, points: true, rationale: true, lockedAt: true } },
    },
  },
} satisfies Prisma.ApplicationSelect;

export type QueuedCase = Prisma.ApplicationGetPayload<{ select: typeof columns }>;

/** A page of the queue, the most urgent first, and how many there are in all. */
export async function findQueue(
  tx: Tx,
  scope: QueueScope,
  page: { skip: number; take: number },
): Promise<{ cases: QueuedCase[]; total: number }> {
  const where = whereOf(scope);
  const cases = await tx.application.findMany({
    where,
    select: columns,
    orderBy: [{ dueAt: { sort: "asc", nulls: "last" } }, { submittedAt: "asc" }, { id: "asc" }],
    ...page,
  });
  return { cases, total: await tx.application.count({ where }) };
}

export async function countQueue(tx: Tx, scope: QueueScope): Promise<number> {
  return tx.application.count({ where: whereOf(scope) });
}

/** Filters of the address narrow a scope; nobody finds a case that they may not read. */
function whereOf(scope: QueueScope): Prisma.ApplicationWhereInput {
  const { personId, organisationIds, tier, state } = scope;
  return {
    revisionId: { not: null },
    state: state ?? { not: "draft" },
    ...(tier === null ? {} : { tier }),
    organisationId: { notIn: [...organisationIds] },
    conflicts: { none: { personId, hasConflict: true } },
    assignments: { none: { personId, recusedAt: { not: null } } },
    AND: [showOf(scope)],
  };
}

function showOf({ show, personId, lanes, isApprover, isDesk }: QueueScope): Prisma.ApplicationWhereInput {
  if (show === "all") return {};
  const mine: Prisma.ApplicationWhereInput = {
    OR: [
      { state: { in: [...IN_HAND] }, assignments: { some: { personId, recusedAt: null } } },
      {
        proposals: {
          some: {
            state: "open",
            OR: [{ proposedById: personId }, { signatures: { some: { signerId: personId } } }],
          },
        },
      },
    ],
  };
  if (show === "mine") return mine;
  return {
    OR: [
      ...lanes.map(({ lane, tiers }) => ({
        state: { in: [...TAKING_LANES] },
        tier: { in: [...tiers] },
        assignments: { none: { lane, recusedAt: null } },
      })),
      ...(isApprover ? [{ state: "decision_pending" }] : []),
      ...(isDesk ? [{ state: { in: ["blocked_until", "rejected_hard_stop"] } }] : []),
    ],
  };
}
