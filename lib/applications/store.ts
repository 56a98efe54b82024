import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { type ApplicationState, AT_WORK, isApplicationState } from "./application";
import type { CaseClock } from "./case-clock";
import { type Draft, draftFrom } from "./draft";

/** What verbs decide on, of one application. */
export type ApplicationRow = {
  id: string;
  reference: string;
  organisationId: string;
  createdById: string;
  title: string;
  state: ApplicationState;
  draft: Draft;
  draftVersion: number;
  packVersion: string | null;
  tier: string | null;
  track: string | null;
  revisionId: string | null;
  createdAt: Date;
  updatedAt: Date;
  submittedAt: Date | null;
  dueAt: Date | null;
  clockStoodSince: Date | null;
};

/**
 * The application, locked until the transaction ends, so that two submits come one after the other.
 *
 * @returns undefined when there is none of this id
 */
export async function lockApplication(tx: Tx, id: string): Promise<ApplicationRow | undefined> {
  await tx.$queryRaw`SELECT 1 FROM "Application" WHERE id = ${id} FOR UPDATE`;
  return findApplication(tx, id);
}

export async function findApplication(tx: Tx, id: string): Promise<ApplicationRow | undefined> {
  const row = await tx.application.findUnique({ where: { id } });
  return row === null ? undefined : { ...row, state: stateOf(row.state), draft: draftFrom(row.draft) };
}

export type ApplicationSummary = Omit<
  ApplicationRow,
  "draft" | "draftVersion" | "createdById" | "packVersion"
>;

/** The applications of these organisations, the latest first. */
export async function findSummaries(
  tx: Tx,
  organisationIds: readonly string[],
): Promise<ApplicationSummary[]> {
  const rows = await tx.application.findMany({
    where: { organisationId: { in: [...organisationIds] } },
    orderBy: { createdAt: "desc" },
    omit: { draft: true, draftVersion: true, createdById: true, packVersion: true },
  });
  return rows.map((row) => ({ ...row, state: stateOf(row.state) }));
}

/**
 * The next reference of the year, such as `APP-2026-0147`. Whoever takes one waits for whoever took the last
 * to commit, so that no number is given twice and none is left out.
 */
export async function nextReference(tx: Tx, year: number): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('application.reference'))`;
  const prefix = `APP-${year}-`;
  const [row] = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max(substring(reference FROM ${prefix.length + 1}::int)::int) AS last
    FROM "Application" WHERE starts_with(reference, ${prefix})`;
  return `${prefix}${String((row?.last ?? 0) + 1).padStart(4, "0")}`;
}

export async function insertApplication(
  tx: Tx,
  application: {
    reference: string;
    organisationId: string;
    createdById: string;
    title: string;
    draft: Draft;
  },
): Promise<string> {
  const id = newId("app");
  await tx.application.create({ data: { id, state: "draft", ...application }, select: { id: true } });
  return id;
}

/** Saves the draft as its next version. The caller holds the row's lock, and has seen that it may be edited. */
export async function writeDraft(tx: Tx, id: string, draft: Draft, version: number): Promise<void> {
  await tx.application.update({
    where: { id, state: { in: ["draft", ...AT_WORK] } },
    data: { draft, draftVersion: version },
    select: { id: true },
  });
}

/**
 * Moves the state, and the clock with it, once: the state that it leaves is the guard.
 *
 * @returns false when the application has moved on, or is not there
 */
export async function moveState(
  tx: Tx,
  {
    id,
    from,
    to,
    dueAt,
    clockStoodSince,
  }: { id: string; from: ApplicationState; to: ApplicationState } & CaseClock,
): Promise<boolean> {
  const { count } = await tx.application.updateMany({
    where: { id, state: from },
    data: { state: to, dueAt, clockStoodSince },
  });
  return count === 1;
}

export async function insertStateEvent(
  tx: Tx,
  event: {
    applicationId: string;
    revisionId: string | null;
    fromState: ApplicationState;
    toState: ApplicationState;
    actorId: string | null;
    actorRole: string;
    reasonCode: string;
    note: string | null;
    packVersion: string | null;
  },
): Promise<void> {
  await tx.applicationEvent.create({ data: { id: newId("evt"), ...event }, select: { id: true } });
}

export type StateEvent = {
  fromState: string;
  toState: string;
  actorRole: string;
  reasonCode: string;
  note: string | null;
  createdAt: Date;
};

/** How the case came to where it is, from the first edge on. */
export async function findStateEvents(tx: Tx, applicationId: string): Promise<StateEvent[]> {
  return tx.applicationEvent.findMany({
    where: { applicationId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      fromState: true,
      toState: true,
      actorRole: true,
      reasonCode: true,
      note: true,
      createdAt: true,
    },
  });
}

/** Cases in these states that are judged by another version than this one, the oldest submission first. */
export function findUnderOtherPacks(
  tx: Tx,
  { version, states, limit }: { version: string; states: readonly ApplicationState[]; limit: number },
) {
  return tx.application.findMany({
    where: { state: { in: [...states] }, packVersion: { not: version }, revisionId: { not: null } },
    select: { id: true, reference: true, title: true, state: true, packVersion: true },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    take: limit,
  });
}

/** Written by this room alone, so anything else in the column is a bug. */
function stateOf(stored: string): ApplicationState {
  if (!isApplicationState(stored)) throw new Error(`no such application state: ${stored}`);
  return stored;
}

/** What a new draft is filled in with. */
export async function findOrganisation(
  tx: Tx,
  id: string,
): Promise<{ name: string; country: string } | undefined> {
  return (
    (await tx.organisation.findUnique({ where: { id }, select: { name: true, country: true } })) ?? undefined
  );
}
