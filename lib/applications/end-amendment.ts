import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx } from "#lib/platform/db";
import { type AmendmentEnd, type AmendmentRow, endOpenAmendment } from "./amendment-store";

/**
 * Ends the open amendment of a case, if there is one, and puts it on record. The draft is the caller's to mind.
 *
 * @returns what was open
 */
export async function endAmendment(
  tx: Tx,
  {
    applicationId,
    endedAs,
    actor,
  }: { applicationId: string; endedAs: AmendmentEnd; actor: Actor | "service" },
): Promise<AmendmentRow | undefined> {
  const open = await endOpenAmendment(tx, { applicationId, endedAs, now: await databaseNow(tx) });
  if (open === undefined) return undefined;
  await appendEntry(tx, {
    kind: "amendment.ended",
    subjectId: applicationId,
    data: { amendment: open.id, ended_as: endedAs, actor: actor === "service" ? null : actor.personId },
  });
  return open;
}
