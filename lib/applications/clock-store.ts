import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";

/** What a clock said of a case, once for each day that it was set to. */
export type ClockNote = {
  clock: "triage" | "review" | "information";
  says: "due_soon" | "overdue" | "seven_days_left" | "two_days_left";
  dueAt: Date;
  createdAt: Date;
};

/** @returns false when this was said before */
export async function insertClockNote(
  tx: Tx,
  applicationId: string,
  { clock, says, dueAt, createdAt }: ClockNote,
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO "ClockNote" (id, "applicationId", clock, says, "dueAt", "createdAt")
    VALUES (${newId("cln")}, ${applicationId}, ${clock}, ${says}, ${dueAt}, ${createdAt})
    ON CONFLICT ("applicationId", clock, says, "dueAt") DO NOTHING`;
  return inserted === 1;
}

/** What clocks said of a case, the latest first. */
export async function findClockNotes(tx: Tx, applicationId: string): Promise<ClockNote[]> {
  const rows = await tx.clockNote.findMany({
    where: { applicationId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { clock: true, says: true, dueAt: true, createdAt: true },
  });
  // Written by `insertClockNote` alone; a check constraint keeps the words.
  return rows as ClockNote[];
}

export type WatchedCase = {
  id: string;
  organisationId: string;
  state: string;
  tier: string | null;
  packVersion: string | null;
  dueAt: Date;
  country: string | null;
  /** When it last came to where it is. */
  since: Date;
};

/** Cases on which people are at work, and whose review is due by then or that wait to be taken up. */
export async function findWatchedCases(tx: Tx, dueBy: Date): Promise<WatchedCase[]> {
  return tx.$queryRaw`
    SELECT a.id, a."organisationId", a.state, a.tier, a."packVersion", a."dueAt",
      r.canonical::jsonb#>>'{organisation,country}' AS country,
      coalesce((SELECT max(e."createdAt") FROM "ApplicationEvent" e
                WHERE e."applicationId" = a.id AND e."toState" = a.state), a."submittedAt") AS since
    FROM "Application" a JOIN "ApplicationRevision" r ON r.id = a."revisionId"
    WHERE a."dueAt" IS NOT NULL
      AND (a.state = 'triaged'
           OR (a.state IN ('in_review', 'scoring_locked', 'reconciliation', 'decision_pending') AND a."dueAt" <= ${dueBy}))
    ORDER BY a."dueAt" LIMIT 2000`;
}
