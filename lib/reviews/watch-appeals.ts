import { appendEntry } from "#lib/ledger/append-entry";
import { transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { readClock } from "#lib/policy/clock";
import { findOpenAppealsDue, insertEscalation } from "./appeal-store";

const DAY_MS = 86_400_000;
/** Two business days are never longer than this, whatever feasts lie between. */
const LOOK_AHEAD_MS = 21 * DAY_MS;

/**
 * Says of every open appeal whose time runs out soon, or has run out, that it does: a row, an event for the panel, and
 * for what is overdue a ledger entry and word to the desk and the applicant. Once for each day that it was due.
 * Nothing follows from it: an appeal is decided by two members of its panel alone.
 *
 * @param now the moment to judge by
 * @returns how much was said
 */
export async function watchAppeals({ now }: { now: Date }): Promise<number> {
  const due = await transaction((tx) => findOpenAppealsDue(tx, new Date(now.getTime() + LOOK_AHEAD_MS)));
  let said = 0;
  for (const { id, applicationId, dueAt } of due) {
    const says = readClock(dueAt, now);
    if (says === "running") continue;
    said += await transaction(async (tx) => {
      if (!(await insertEscalation(tx, { appealId: id, says, dueAt, createdAt: now }))) return 0;
      const data = { application_id: applicationId, due_at: dueAt.toISOString() };
      if (says === "overdue") await appendEntry(tx, { kind: "appeal.overdue", subjectId: id, data });
      await emitEvent(tx, { kind: `appeal.${says}`, subjectId: id, data });
      return 1;
    });
  }
  return said;
}
