import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { type ConcernState, type FiledAs, isConcernState } from "./concern";

export type ConcernRow = {
  id: string;
  reference: string;
  filedAs: FiledAs;
  state: ConcernState;
  statement: Uint8Array;
  contact: Uint8Array | null;
  packVersion: string;
  dueAt: Date;
  grantId: string | null;
  createdAt: Date;
};

const columns = {
  id: true,
  reference: true,
  filedAs: true,
  state: true,
  statement: true,
  contact: true,
  packVersion: true,
  dueAt: true,
  grantId: true,
  createdAt: true,
} as const;

/** The next reference of the year; whoever takes one waits for whoever took the last to commit. */
export async function nextConcernReference(tx: Tx, year: number): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('concern.reference'))`;
  const prefix = `CON-${year}-`;
  const [row] = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max(substring(reference FROM ${prefix.length + 1}::int)::int) AS last
    FROM "Concern" WHERE starts_with(reference, ${prefix})`;
  return `${prefix}${String((row?.last ?? 0) + 1).padStart(4, "0")}`;
}

type Bytes = Uint8Array<ArrayBuffer>;

export async function insertConcern(
  tx: Tx,
  concern: {
    id: string;
    reference: string;
    linkDigest: string;
    filedAs: FiledAs;
    statement: Bytes;
    contact: Bytes | null;
    packVersion: string;
    dueAt: Date;
    createdAt: Date;
  },
): Promise<void> {
  await tx.concern.create({ data: { ...concern, state: "open" satisfies ConcernState } });
}

/** Takes the row's lock, so that of two people who decide at once the second finds it decided. */
export async function lockConcern(tx: Tx, id: string): Promise<ConcernRow | undefined> {
  await tx.$queryRaw`SELECT 1 FROM "Concern" WHERE id = ${id} FOR UPDATE`;
  return findConcern(tx, id);
}

export async function findConcern(tx: Tx, id: string): Promise<ConcernRow | undefined> {
  const row = await tx.concern.findUnique({ where: { id }, select: columns });
  return row === null ? undefined : concernOf(row);
}

export async function findConcernByLink(tx: Tx, linkDigest: string): Promise<ConcernRow | undefined> {
  const row = await tx.concern.findUnique({ where: { linkDigest }, select: columns });
  return row === null ? undefined : concernOf(row);
}

/** What is due first comes first; decided ones after, the latest first. */
export async function findConcerns(
  tx: Tx,
  { states, take }: { states: readonly ConcernState[]; take: number },
): Promise<ConcernRow[]> {
  const rows = await tx.concern.findMany({
    where: { state: { in: [...states] } },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take,
    select: columns,
  });
  return rows.map(concernOf);
}

export async function countConcerns(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.concern.groupBy({ by: ["state"], _count: { _all: true } });
  return new Map(rows.map(({ state, _count }) => [state, _count._all]));
}

/** @returns false when the concern is no longer in `from` */
export async function moveConcern(
  tx: Tx,
  move: { id: string; from: ConcernState; to: ConcernState; grantId: string | null },
): Promise<boolean> {
  const { count } = await tx.concern.updateMany({
    where: { id: move.id, state: move.from },
    data: { state: move.to, grantId: move.grantId },
  });
  return count === 1;
}

export async function insertConcernEvent(
  tx: Tx,
  event: {
    concernId: string;
    fromState: ConcernState | null;
    toState: ConcernState;
    actorId: string | null;
    answer: Bytes | null;
    note: Bytes | null;
  },
): Promise<void> {
  await tx.concernEvent.create({ data: { id: newId("cev"), ...event } });
}

/** Concerns that nobody has triaged, and whose triage is due by then. */
export async function findOverdueConcerns(tx: Tx, dueBy: Date): Promise<{ id: string; dueAt: Date }[]> {
  return tx.concern.findMany({
    where: { state: "open" satisfies ConcernState, dueAt: { lte: dueBy }, escalations: { none: {} } },
    orderBy: { dueAt: "asc" },
    take: 1_000,
    select: { id: true, dueAt: true },
  });
}

/** @returns false when this was said before */
export async function insertEscalation(
  tx: Tx,
  row: { concernId: string; dueAt: Date; createdAt: Date },
): Promise<boolean> {
  const { count } = await tx.concernEscalation.createMany({ data: row, skipDuplicates: true });
  return count === 1;
}

/** Concerns that are decided and whose contact is still kept, with when they were decided. */
export async function findKeptContacts(
  tx: Tx,
  states: readonly ConcernState[],
): Promise<{ id: string; packVersion: string; decidedAt: Date }[]> {
  const rows = await tx.concern.findMany({
    where: { state: { in: [...states] }, contact: { not: null } },
    orderBy: { createdAt: "asc" },
    take: 500,
    select: {
      id: true,
      packVersion: true,
      events: { orderBy: { createdAt: "desc" }, take: 1, select: { createdAt: true } },
    },
  });
  return rows.flatMap(({ events: [last], ...row }) =>
    last === undefined ? [] : [{ ...row, decidedAt: last.createdAt }],
  );
}

/** @returns false when it was erased before */
export async function eraseContact(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.concern.updateMany({
    where: { id, contact: { not: null } },
    data: { contact: null },
  });
  return count === 1;
}

/** Who triaged it; null while nobody has. */
export async function findTriager(tx: Tx, concernId: string): Promise<string | null> {
  const event = await tx.concernEvent.findFirst({
    where: { concernId, toState: "triaged" satisfies ConcernState },
    select: { actorId: true },
  });
  return event?.actorId ?? null;
}

export async function findConcernEvents(tx: Tx, concernId: string) {
  const rows = await tx.concernEvent.findMany({
    where: { concernId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, toState: true, actorId: true, answer: true, note: true, createdAt: true },
  });
  return rows.map((row) => ({ ...row, toState: stateOf(row.toState) }));
}

export type LinkedGrant = {
  id: string;
  tenantId: string;
  tenantName: string;
  applicationId: string;
  applicationTitle: string;
  state: string;
};

const grantColumns = {
  id: true,
  tenantId: true,
  applicationId: true,
  state: true,
  tenant: { select: { name: true } },
  application: { select: { title: true } },
} as const;

/** An approval that a concern can be about, whatever became of it since. */
export async function findLinkedGrant(tx: Tx, grantId: string): Promise<LinkedGrant | undefined> {
  const row = await tx.grant.findUnique({ where: { id: grantId }, select: grantColumns });
  return row === null ? undefined : grantOf(row);
}

export async function findGrantsToLink(tx: Tx): Promise<LinkedGrant[]> {
  const rows = await tx.grant.findMany({
    orderBy: [{ tenant: { name: "asc" } }, { createdAt: "desc" }],
    take: 1_000,
    select: grantColumns,
  });
  return rows.map(grantOf);
}

function grantOf(row: {
  id: string;
  tenantId: string;
  applicationId: string;
  state: string;
  tenant: { name: string };
  application: { title: string };
}): LinkedGrant {
  const { tenant, application, ...rest } = row;
  return { ...rest, tenantName: tenant.name, applicationTitle: application.title };
}

function concernOf(
  row: Omit<ConcernRow, "state" | "filedAs"> & { state: string; filedAs: string },
): ConcernRow {
  // The contract let nothing else in.
  return { ...row, state: stateOf(row.state), filedAs: row.filedAs as FiledAs };
}

function stateOf(state: string): ConcernState {
  if (!isConcernState(state)) throw new Error(`a concern is in the unknown state ${state}`);
  return state;
}
