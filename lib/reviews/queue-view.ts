import { type ApplicationState, isApplicationState } from "#lib/applications/application";
import { revisionData } from "#lib/applications/revision-data";
import { STAGES, type Stage } from "#lib/applications/stage";
import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { LANES, type Lane } from "#lib/identity/roles";
import { databaseNow, read, type Tx } from "#lib/platform/db";
import { activePack } from "#lib/policy/active-pack";
import { lanesFor } from "#lib/policy/lanes";
import { loadPack } from "#lib/policy/load-pack";
import type { PolicyPack } from "#lib/policy/pack";
import { TIERS, type Tier } from "#lib/policy/pack-parts";
import { homeLane, requireReviewer } from "./access";
import { type ClockWords, clockWords } from "./clock-words";
import { laneProgress } from "./lanes";
import { casePlan } from "./open-case";
import { countQueue, findQueue, type QueuedCase, type QueueScope } from "./queue-store";

export const QUEUE_SHOWS = ["mine", "lane", "all"] as const;
export const QUEUE_PAGE_CASES = 50;

/** What the address says. */
export type QueueFilter = {
  show: (typeof QUEUE_SHOWS)[number];
  tier: Tier | null;
  state: ApplicationState | null;
  /** From 1. */
  page: number;
};

export type QueueRow = {
  id: string;
  reference: string;
  title: string;
  organisationName: string;
  stage: Stage;
  tier: string | null;
  submittedAt: Date | null;
  clock: ClockWords;
  /** When the clock that runs now was found to have run out and that was put on record; null before. */
  escalatedAt: Date | null;
  lanes: readonly { lane: Lane; isLocked: boolean; isTaken: boolean; isMine: boolean }[];
};

export type Queue = {
  rows: readonly QueueRow[];
  total: number;
  pages: number;
  counts: Readonly<Record<(typeof QUEUE_SHOWS)[number], number>>;
};

/** Reads a filter from an address; what it does not know is left at its default. */
export function queueFilter(from: Readonly<Record<string, string | string[] | undefined>>): QueueFilter {
  const one = (name: string) => [from[name]].flat()[0] ?? "";
  const page = Number(one("page"));
  const state = one("stage");
  return {
    show: QUEUE_SHOWS.find((show) => show === one("show")) ?? "lane",
    tier: TIERS.find((tier) => tier === one("tier")) ?? null,
    state: isApplicationState(state) && state !== "draft" ? state : null,
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

/**
 * The queue of one reviewer: cases in their hands, cases that wait for someone like them, or all that they may read.
 * Cases of their own organisation, and those from which they are recused or in which they declared a conflict, are
 * in none of them.
 *
 * @throws AppError `not_found` for others than reviewing staff
 */
export async function reviewQueue(actor: Actor, filter: QueueFilter): Promise<Queue> {
  requireReviewer(actor);
  return read(async (tx) => {
    const scope = scopeOf(actor, filter, await activePack(tx));
    const skip = (filter.page - 1) * QUEUE_PAGE_CASES;
    const { cases, total } = await findQueue(tx, scope, { skip, take: QUEUE_PAGE_CASES });
    const now = await databaseNow(tx);
    const rows: QueueRow[] = [];
    for (const queued of cases) rows.push(await rowOf(tx, queued, actor, now));
    const unfiltered = { ...scope, tier: null, state: null };
    const counts = {
      mine: await countQueue(tx, { ...unfiltered, show: "mine" }),
      lane: await countQueue(tx, { ...unfiltered, show: "lane" }),
      all: await countQueue(tx, { ...unfiltered, show: "all" }),
    };
    return { rows, total, pages: Math.max(1, Math.ceil(total / QUEUE_PAGE_CASES)), counts };
  });
}

function scopeOf(actor: Actor, { show, tier, state }: QueueFilter, pack: PolicyPack): QueueScope {
  const lanes = LANES.filter((lane) => hasStaffRole(actor, lane)).map((lane) => ({
    lane,
    tiers: TIERS.filter((candidate) => lanesFor(pack, candidate).includes(lane)),
  }));
  return {
    personId: actor.personId,
    organisationIds: actor.memberships.map(({ organisationId }) => organisationId),
    show,
    lanes,
    isApprover: homeLane(actor) !== null,
    isDesk: hasStaffRole(actor, "intake", "compliance", "compliance_officer"),
    tier,
    state,
  };
}

async function rowOf(tx: Tx, queued: QueuedCase, actor: Actor, now: Date): Promise<QueueRow> {
  const { id, reference, title, tier, submittedAt, dueAt, organisation, state } = queued;
  if (!isApplicationState(state)) throw new Error(`no such application state: ${state}`);
  return {
    id,
    reference,
    title,
    organisationName: organisation.name,
    stage: STAGES[state],
    tier,
    submittedAt,
    clock: clockWords({ state, submittedAt, dueAt }, now),
    escalatedAt: escalatedAt(queued, now),
    lanes: await lanesOf(tx, queued, actor),
  };
}

function escalatedAt({ clockNotes, dueAt }: QueuedCase, now: Date): Date | null {
  if (dueAt === null || dueAt > now) return null;
  return clockNotes.find((note) => note.dueAt.getTime() === dueAt.getTime())?.createdAt ?? null;
}

async function lanesOf(
  tx: Tx,
  { revision, tier, assignments }: QueuedCase,
  actor: Actor,
): Promise<QueueRow["lanes"]> {
  const knownTier = TIERS.find((candidate) => candidate === tier);
  if (revision === null || knownTier === undefined) return [];
  const { pack } = await loadPack(tx, revision.packVersion);
  const plan = casePlan(pack, knownTier, revisionData(revision));
  return laneProgress(plan, assignments, revision.scores).map(({ lane, isLocked, holderId }) => ({
    lane,
    isLocked,
    isTaken: holderId !== null,
    isMine: holderId === actor.personId,
  }));
}
