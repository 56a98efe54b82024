import { isApplicationState } from "#lib/applications/application";
import { revisionData } from "#lib/applications/revision-data";
import { STAGES, type Stage } from "#lib/applications/stage";
import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { LANES } from "#lib/identity/roles";
import { databaseNow, read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activePack } from "#lib/policy/active-pack";
import { isScoredTwice } from "#lib/policy/double-scoring";
import { lanesFor } from "#lib/policy/lanes";
import { loadPack } from "#lib/policy/load-pack";
import type { PolicyPack } from "#lib/policy/pack";
import { TIERS } from "#lib/policy/pack-parts";
import { homeLane, requireReviewer } from "./access";
import { type ClockWords, clockWords } from "./clock-words";
import { laneProgress, laneWords } from "./lanes";
import { casePlan } from "./open-case";
import type { QUEUE_SHOWS, QueueFilter } from "./queue-filter";
import { countQueue, findEmployers, findQueuePage, type QueuedCase, type QueueScope } from "./queue-store";

export const QUEUE_PAGE_CASES = 50;
/** Cases that one download holds; past that it asks for a narrower filter, and never leaves some out unsaid. */
export const QUEUE_DOWNLOAD_CASES_MAX = 10_000;
const DOWNLOAD_STEP_CASES = 500;

export type QueueRow = {
  id: string;
  reference: string;
  title: string;
  organisationName: string;
  stage: Stage;
  tier: string | null;
  submittedAt: Date | null;
  dueAt: Date | null;
  clock: ClockWords;
  /** When the clock that runs now was found to have run out and that was put on record; null before. */
  escalatedAt: Date | null;
  lanes: readonly { lane: string; isLocked: boolean; isTaken: boolean; isMine: boolean }[];
  /** People who declared a conflict of interest in the case; who they are is not said here. */
  conflicts: number;
};

export type Queue = {
  rows: readonly QueueRow[];
  total: number;
  pages: number;
  counts: Readonly<Record<(typeof QUEUE_SHOWS)[number], number>>;
};

/**
 * The queue of one reviewer: cases in their hands, cases that wait for someone like them, or all that they may read.
 * Cases of an organisation that they belong or belonged to, and those from which they are recused or in which they declared a conflict, are
 * in none of them.
 *
 * @throws AppError `not_found` for others than reviewing staff
 */
export async function reviewQueue(actor: Actor, filter: QueueFilter): Promise<Queue> {
  requireReviewer(actor);
  return read(async (tx) => {
    const employers = await findEmployers(tx, actor.personId);
    const scope = scopeOf(actor, filter, { pack: await activePack(tx), employers });
    const skip = (filter.page - 1) * QUEUE_PAGE_CASES;
    const cases = await findQueuePage(tx, scope, { skip, take: QUEUE_PAGE_CASES });
    const total = await countQueue(tx, scope);
    const now = await databaseNow(tx);
    const packs = await packsOf(tx, cases);
    const rows = cases.map((queued) => rowOf(queued, { actor, now, packs }));
    const unfiltered = { ...scope, tier: null, state: null };
    const counts = {
      mine: await countQueue(tx, { ...unfiltered, show: "mine" }),
      lane: await countQueue(tx, { ...unfiltered, show: "lane" }),
      all: await countQueue(tx, { ...unfiltered, show: "all" }),
    };
    return { rows, total, pages: Math.max(1, Math.ceil(total / QUEUE_PAGE_CASES)), counts };
  });
}

/**
 * All pages of what a filter shows, to take away as data; its page is not looked at.
 *
 * @throws AppError `not_found` as `reviewQueue`; `invalid_request` when more than `QUEUE_DOWNLOAD_CASES_MAX` match
 */
export async function queueForDownload(actor: Actor, filter: QueueFilter): Promise<QueueRow[]> {
  requireReviewer(actor);
  return read(async (tx) => {
    const employers = await findEmployers(tx, actor.personId);
    const scope = scopeOf(actor, filter, { pack: await activePack(tx), employers });
    if ((await countQueue(tx, scope)) > QUEUE_DOWNLOAD_CASES_MAX) {
      throw new AppError("invalid_request", "More than 10,000 cases match; choose a tier or a stage.");
    }
    const now = await databaseNow(tx);
    const rows: QueueRow[] = [];
    for (let skip = 0; skip < QUEUE_DOWNLOAD_CASES_MAX; skip += DOWNLOAD_STEP_CASES) {
      const cases = await findQueuePage(tx, scope, { skip, take: DOWNLOAD_STEP_CASES });
      const packs = await packsOf(tx, cases);
      rows.push(...cases.map((queued) => rowOf(queued, { actor, now, packs })));
      if (cases.length < DOWNLOAD_STEP_CASES) break;
    }
    return rows;
  });
}

function scopeOf(
  actor: Actor,
  { show, tier, state, sort, isDescending }: QueueFilter,
  { pack, employers }: { pack: PolicyPack; employers: readonly string[] },
): QueueScope {
  const lanes = LANES.filter((lane) => hasStaffRole(actor, lane)).flatMap((lane) => [
    { lane, seat: 1 as const, tiers: TIERS.filter((tier) => lanesFor(pack, tier).includes(lane)) },
    { lane, seat: 2 as const, tiers: TIERS.filter((tier) => isScoredTwice(pack, tier, lane)) },
  ]);
  return {
    personId: actor.personId,
    employers,
    show,
    lanes,
    isApprover: homeLane(actor) !== null,
    isDesk: hasStaffRole(actor, "intake", "compliance", "compliance_officer"),
    tier,
    state,
    sort,
    isDescending,
  };
}

/** What a row is read by; packs by version. */
type Reading = { actor: Actor; now: Date; packs: ReadonlyMap<string, PolicyPack> };

/** The packs of these cases, each asked for once: a page has many cases and hardly ever two packs. */
async function packsOf(tx: Tx, cases: readonly QueuedCase[]): Promise<Reading["packs"]> {
  const versions = new Set(cases.flatMap(({ revision }) => revision?.packVersion ?? []));
  const packs = new Map<string, PolicyPack>();
  for (const version of versions) packs.set(version, (await loadPack(tx, version)).pack);
  return packs;
}

function rowOf(queued: QueuedCase, { actor, now, packs }: Reading): QueueRow {
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
    dueAt,
    clock: clockWords({ state, submittedAt, dueAt }, now),
    escalatedAt: escalatedAt(queued, now),
    lanes: lanesOf(queued, actor, packs),
    conflicts: queued._count.conflicts,
  };
}

function escalatedAt({ clockNotes, dueAt }: QueuedCase, now: Date): Date | null {
  if (dueAt === null || dueAt > now) return null;
  return clockNotes.find((note) => note.dueAt.getTime() === dueAt.getTime())?.createdAt ?? null;
}

function lanesOf(
  { revision, tier, assignments }: QueuedCase,
  actor: Actor,
  packs: Reading["packs"],
): QueueRow["lanes"] {
  const knownTier = TIERS.find((candidate) => candidate === tier);
  const pack = packs.get(revision?.packVersion ?? "");
  if (revision === null || knownTier === undefined || pack === undefined) return [];
  const plan = casePlan(pack, knownTier, revisionData(revision));
  return laneProgress(plan, assignments, revision.scores).map(({ isLocked, holderId, ...place }) => ({
    lane: laneWords(place),
    isLocked,
    isTaken: holderId !== null,
    isMine: holderId === actor.personId,
  }));
}
