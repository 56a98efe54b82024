import type { Tx } from "#lib/platform/db";
import type { MailChoice, NoticeKind } from "./kinds";
import type { NoticeFacts } from "./templates";

export type NewNotice = {
  id: string;
  eventId: bigint;
  personId: string;
  kind: NoticeKind;
  template: string;
  facts: NoticeFacts;
  path: string;
  digestDue: boolean;
};

/** Those of the notices that were not written before. @returns their ids */
export async function insertNotices(tx: Tx, rows: readonly NewNotice[]): Promise<ReadonlySet<string>> {
  const inserted = await tx.notice.createManyAndReturn({
    data: rows.map((row) => ({ ...row, facts: { ...row.facts } })),
    skipDuplicates: true,
    select: { id: true },
  });
  return new Set(inserted.map(({ id }) => id));
}

export type NoticeRow = {
  id: string;
  kind: string;
  template: string;
  facts: unknown;
  path: string;
  createdAt: Date;
  readAt: Date | null;
};

const columns = {
  id: true,
  kind: true,
  template: true,
  facts: true,
  path: true,
  createdAt: true,
  readAt: true,
} as const;

/** A person's notices, the latest first. @param before the id after which to go on */
export async function findNotices(
  tx: Tx,
  of: { personId: string; before?: string | undefined; unreadOnly: boolean; count: number },
): Promise<readonly NoticeRow[]> {
  return tx.notice.findMany({
    where: {
      personId: of.personId,
      ...(of.before === undefined ? {} : { id: { lt: of.before } }),
      ...(of.unreadOnly ? { readAt: null } : {}),
    },
    orderBy: { id: "desc" },
    take: of.count,
    select: columns,
  });
}

/** Unread notices of a person, counted up to a limit: a header needs no more. */
export async function countUnread(tx: Tx, personId: string, limit: number): Promise<number> {
  return (await tx.notice.findMany({ where: { personId, readAt: null }, take: limit, select: { id: true } }))
    .length;
}

/** Marks one of the person's own as read. @returns where it leads, or null when it is not theirs */
export async function markRead(tx: Tx, of: { id: string; personId: string }): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ path: string }[]>`
    UPDATE "Notice" SET "readAt" = COALESCE("readAt", clock_timestamp()), "digestDue" = false
    WHERE id = ${of.id} AND "personId" = ${of.personId} RETURNING path`;
  return row?.path ?? null;
}

/** Marks as read what was there when the page was made: not what came since, which nobody has seen. */
export async function markReadUpTo(tx: Tx, of: { personId: string; upToId: string }): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Notice" SET "readAt" = clock_timestamp(), "digestDue" = false
    WHERE "personId" = ${of.personId} AND "readAt" IS NULL AND id <= ${of.upToId}`;
}

export async function findPreferences(
  tx: Tx,
  personIds: readonly string[],
): Promise<readonly { personId: string; kind: string; mail: string }[]> {
  return tx.noticePreference.findMany({ where: { personId: { in: [...personIds] } } });
}

export async function savePreference(
  tx: Tx,
  row: { personId: string; kind: NoticeKind; mail: MailChoice },
): Promise<void> {
  const { personId, kind, mail } = row;
  await tx.noticePreference.upsert({
    where: { personId_kind: { personId, kind } },
    create: row,
    update: { mail },
    select: { kind: true },
  });
}

/** People with something to gather from before a moment, and who can still sign in. */
export async function findDigestReaders(
  tx: Tx,
  before: Date,
  count: number,
): Promise<readonly { personId: string; address: string; language: string }[]> {
  return tx.$queryRaw<{ personId: string; address: string; language: string }[]>`
    SELECT DISTINCT n."personId", p.email AS address, p.language FROM "Notice" n JOIN "Person" p ON p.id = n."personId"
    WHERE n."digestDue" AND n."createdAt" < ${before} AND p."disabledAt" IS NULL
    ORDER BY n."personId" LIMIT ${count}`;
}

/** Takes a person's notices for their daily mail; each is taken once. */
export async function takeForDigest(tx: Tx, personId: string, before: Date): Promise<readonly NoticeRow[]> {
  return tx.$queryRaw<NoticeRow[]>`
    UPDATE "Notice" SET "digestDue" = false
    WHERE "personId" = ${personId} AND "digestDue" AND "createdAt" < ${before}
    RETURNING id, kind, template, facts, path, "createdAt", "readAt"`;
}
