import { appendEntry } from "#lib/ledger/append-entry";
import { type Tx, transaction } from "#lib/platform/db";
import { emitEvent } from "#lib/platform/events";
import { dueAt, QUESTION_WARNING_DAYS, questionWarning, readClock } from "#lib/policy/clock";
import { loadPack } from "#lib/policy/load-pack";
import { TIERS } from "#lib/policy/pack-parts";
import { type ClockNote, findWatchedCases, insertClockNote, type WatchedCase } from "./clock-store";
import { findAwaited } from "./information-store";

const DAY_MS = 86_400_000;
/** Two business days are never longer than this, whatever feasts lie between. */
const LOOK_AHEAD_MS = 21 * DAY_MS;

/**
 * Says of every clock that runs out soon, or has run out, that it does: a row, a domain event, and for what is
 * overdue a ledger entry. Each is said once for each day that a clock was set to. Nothing else happens: a clock
 * never moves a case, and never approves one.
 *
 * @param now the moment to judge by
 * @returns how much was said
 */
export async function watchClocks({ now }: { now: Date }): Promise<number> {
  const said = [await watchReviews(now), await watchQuestions(now)];
  return said.reduce((sum, count) => sum + count, 0);
}

async function watchReviews(now: Date): Promise<number> {
  const cases = await transaction((tx) => findWatchedCases(tx, new Date(now.getTime() + LOOK_AHEAD_MS)));
  let said = 0;
  for (const watched of cases) {
    said += await transaction(async (tx) => {
      const review = await sayOfStage(tx, watched, { clock: "review", due: watched.dueAt, now });
      if (watched.state !== "triaged") return review;
      const due = await triageDue(tx, watched);
      return review + (await sayOfStage(tx, watched, { clock: "triage", due, now }));
    });
  }
  return said;
}

async function triageDue(tx: Tx, { packVersion, tier, since, country }: WatchedCase): Promise<Date> {
  const known = TIERS.find((candidate) => candidate === tier);
  if (packVersion === null || known === undefined) throw new Error("a case in triage has a pack and a tier");
  const { pack } = await loadPack(tx, packVersion);
  return dueAt(pack, known, "triage", since, country);
}

async function sayOfStage(
  tx: Tx,
  { id, organisationId, country }: WatchedCase,
  { clock, due, now }: { clock: "review" | "triage"; due: Date; now: Date },
): Promise<number> {
  const says = readClock(due, now, country);
  if (says === "running") return 0;
  const note: ClockNote = { clock, says, dueAt: due, createdAt: now };
  if (!(await insertClockNote(tx, id, note))) return 0;
  const data = { clock, due_at: due.toISOString() };
  if (says === "overdue") await appendEntry(tx, { kind: "clock.overdue", subjectId: id, data });
  await emitEvent(tx, { kind: `clock.${says}`, subjectId: id, data: { organisationId, ...data } });
  return 1;
}

async function watchQuestions(now: Date): Promise<number> {
  const soon = new Date(now.getTime() + QUESTION_WARNING_DAYS.seven_days_left * DAY_MS);
  const awaited = await transaction((tx) => findAwaited(tx, soon));
  let said = 0;
  for (const { applicationId, organisationId, answerBy } of awaited) {
    const says = questionWarning(answerBy, now);
    if (says === null) continue;
    said += await transaction(async (tx) => {
      const note: ClockNote = { clock: "information", says, dueAt: answerBy, createdAt: now };
      if (!(await insertClockNote(tx, applicationId, note))) return 0;
      const data = { organisationId, says, answer_by: answerBy.toISOString() };
      await emitEvent(tx, { kind: "information.due_soon", subjectId: applicationId, data });
      return 1;
    });
  }
  return said;
}
