import type { JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";

export type DraftRow = {
  id: string;
  basedOn: string | null;
  text: string;
  canonical: string | null;
  digest: string | null;
  version: string | null;
  edition: number;
  authorId: string;
  state: string;
  createdAt: Date;
  changedAt: Date;
  endedAt: Date | null;
  authors: readonly { personId: string }[];
};

/** What a text comes to: a pack under a digest, or nothing that could be released. */
export type DraftText = {
  text: string;
  canonical: string | null;
  digest: string | null;
  version: string | null;
};

const WITH_AUTHORS = { authors: { select: { personId: true }, orderBy: { since: "asc" } } } as const;

export async function insertDraft(
  tx: Tx,
  draft: DraftText & { basedOn: string | null; authorId: string },
): Promise<string> {
  const id = newId("pdr");
  await tx.packDraft.create({ data: { id, ...draft }, select: { id: true } });
  return id;
}

/** Locks a draft until the transaction ends: writing, trying and releasing it take turns. */
export async function lockDraft(tx: Tx, id: string): Promise<DraftRow | null> {
  await tx.$queryRaw`SELECT 1 FROM "PackDraft" WHERE id = ${id} FOR UPDATE`;
  return findDraft(tx, id);
}

export function findDraft(tx: Tx, id: string): Promise<DraftRow | null> {
  return tx.packDraft.findUnique({ where: { id }, include: WITH_AUTHORS });
}

/** The drafts, open ones first, then the latest; the text is left out. */
export async function findDrafts(tx: Tx): Promise<Omit<DraftRow, "text" | "canonical">[]> {
  return tx.packDraft.findMany({
    omit: { text: true, canonical: true },
    include: WITH_AUTHORS,
    orderBy: [{ endedAt: { sort: "desc", nulls: "first" } }, { changedAt: "desc" }],
    take: 200,
  });
}

/** Writes the next edition of an open draft, which the caller has locked. */
export async function writeDraft(
  tx: Tx,
  id: string,
  write: DraftText & { edition: number; authorId: string; changedAt: Date },
): Promise<void> {
  await tx.packDraft.update({ where: { id, state: "open" }, data: write, select: { id: true } });
}

export async function endDraft(
  tx: Tx,
  id: string,
  end: { state: "released" | "withdrawn"; endedAt: Date },
): Promise<void> {
  await tx.packDraft.update({ where: { id, state: "open" }, data: end, select: { id: true } });
}

export async function insertRelease(
  tx: Tx,
  release: {
    version: string;
    draftId: string;
    digest: string;
    signerId: string;
    reason: string;
    method: string;
    stepUpId: string;
  },
): Promise<void> {
  await tx.packRelease.create({ data: release, select: { version: true } });
}

export type SimulationRow = {
  id: string;
  digest: string;
  against: string;
  cases: number;
  result: unknown;
  ranById: string;
  ranAt: Date;
};

export async function insertSimulation(
  tx: Tx,
  run: {
    draftId: string;
    digest: string;
    against: string;
    cases: number;
    result: JsonObject;
    ranById: string;
  },
): Promise<string> {
  const id = newId("psm");
  const result = JSON.parse(JSON.stringify(run.result));
  await tx.packSimulation.create({ data: { id, ...run, result }, select: { id: true } });
  return id;
}

/** The latest run of a draft, whichever text it was of. */
export function findLatestSimulation(tx: Tx, draftId: string): Promise<SimulationRow | null> {
  return tx.packSimulation.findFirst({
    where: { draftId },
    orderBy: [{ ranAt: "desc" }, { id: "desc" }],
    omit: { draftId: true },
  });
}

/** Whether a text was tried against a version. */
export async function wasTried(
  tx: Tx,
  of: { draftId: string; digest: string; against: string },
): Promise<boolean> {
  return (await tx.packSimulation.count({ where: of, take: 1 })) > 0;
}

/** Names of people, by id. */
export async function findNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
