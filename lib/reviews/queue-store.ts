import { type ApplicationState, IN_HAND } from "#lib/applications/application";
import type { Lane } from "#lib/identity/roles";
import type { Tx } from "#lib/platform/db";
import type { Prisma } from "#lib/platform/prisma/client";
import { type Seat, TAKING_LANES } from "./lanes";

/** One person's share of the queue, as plain data. */
export type QueueScope = {
  personId: string;
  /** Organisations that employ the person, or did so within five years: their cases are kept from them. */
  employers: readonly string[];
  show: "mine" | "lane" | "all";
  /** Seats that this person could take, with the tiers in which each scores. */
  lanes: readonly { lane: Lane; seat: Seat; tiers: readonly string[] }[];
  isApprover: boolean;
  /** May verify evidence and record findings. */
  isDesk: boolean;
  tier: string | null;
  state: ApplicationState | null;
  sort: "due" | "submitted" | "tier" | "stage";
  isDescending: boolean;
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
  _count: { select: { conflicts: { where: { hasConflict: true } } } },
  assignments: { where: { recusedAt: null }, select: { lane: true, seat: true, personId: true } },
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
      scores: {
        select: { factorId: true, lane: true, seat: true, points: true, rationale: true, lockedAt: true },
      },
    },
  },
} satisfies Prisma.ApplicationSelect;

export type QueuedCase = Prisma.ApplicationGetPayload<{ select: typeof columns }>;

/** A page of the queue in the order asked for; by default the most urgent first. */
export async function findQueuePage(
  tx: Tx,
  scope: QueueScope,
  page: { skip: number; take: number },
): Promise<QueuedCase[]> {
  return tx.application.findMany({
    where: whereOf(scope),
    select: columns,
    orderBy: orderOf(scope),
    ...page,
  });
}

/** What is equal by the column asked for stands by its clock; the id makes pages that neither overlap nor skip. */
function orderOf({ sort, isDescending }: QueueScope): Prisma.ApplicationOrderByWithRelationInput[] {
  const order = isDescending ? "desc" : "asc";
  const dueFirst: Prisma.ApplicationOrderByWithRelationInput[] = [
    { dueAt: { sort: "asc", nulls: "last" } },
    { submittedAt: "asc" },
    { id: "asc" },
  ];
  if (sort === "due")
    return [{ dueAt: { sort: order, nulls: "last" } }, { submittedAt: order }, { id: order }];
  if (sort === "submitted") return [{ submittedAt: { sort: order, nulls: "last" } }, ...dueFirst];
  if (sort === "tier") return [{ tier: { sort: order, nulls: "last" } }, ...dueFirst];
  return [{ state: order }, ...dueFirst];
}

/** Applicants that employ a person of the staff, or did so within five years, by their name. */
export async function findEmployers(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM "Organisation" o
    WHERE guard_plain_name(o.name) IN (SELECT guard_plain_name(e) FROM guard_employers_of(${personId}) e)`;
  return rows.map(({ id }) => id);
}

export async function countQueue(tx: Tx, scope: QueueScope): Promise<number> {
  return tx.application.count({ where: whereOf(scope) });
}

/** Filters of the address narrow a scope; nobody finds a case that they may not read. */
function whereOf(scope: QueueScope): Prisma.ApplicationWhereInput {
  const { personId, employers, tier, state } = scope;
  return {
    revisionId: { not: null },
    state: state ?? { not: "draft" },
    ...(tier === null ? {} : { tier }),
    // Whoever once belonged to the applicant is kept out as those who do (`requirePart`).
    organisation: { memberships: { none: { personId } } },
    organisationId: { notIn: [...employers] },
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
      ...lanes.map(({ lane, seat, tiers }) => ({
        state: { in: [...TAKING_LANES] },
        tier: { in: [...tiers] },
        assignments: { none: { recusedAt: null, OR: [{ lane, seat }, { personId }] } },
      })),
      ...(isApprover ? [{ state: "decision_pending" }] : []),
      ...(isDesk ? [{ state: { in: ["blocked_until", "rejected_hard_stop"] } }] : []),
    ],
  };
}
