import { describe, expect, it } from "vitest";
import { lapseRequests } from "#lib/applications/lapse-requests";
import { applicationStatus } from "#lib/applications/status-view";
import { watchClocks } from "#lib/applications/watch-clocks";
import { read, transaction } from "#lib/platform/db";
import { dossier } from "#lib/reviews/dossier-view";
import { queueFilter } from "#lib/reviews/queue-filter";
import { reviewQueue } from "#lib/reviews/queue-view";
import { type LiveCase, rowOf, submitLive } from "../reviews/live-case";
import { holdLane, scoreAll } from "../reviews/review-case";
import { leavesOf } from "./people";

const DAY_MS = 86_400_000;
const notesOf = async ({ applicationId }: LiveCase) =>
  (await read((tx) => tx.clockNote.findMany({ where: { applicationId }, orderBy: { id: "asc" } }))).map(
    ({ clock, says }) => `${clock} ${says}`,
  );
const eventsOf = async ({ applicationId }: LiveCase) =>
  (
    await read((tx) =>
      tx.domainEvent.findMany({ where: { subjectId: applicationId }, orderBy: { id: "asc" } }),
    )
  )
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith("clock."));
const setDue = ({ applicationId }: LiveCase, dueAt: Date) =>
  transaction((tx) => tx.application.update({ where: { id: applicationId }, data: { dueAt } }));

describe("a review that runs late", () => {
  it("is warned about, then escalated: a row, an event and a ledger entry, each once", async () => {
    const review = await submitLive();
    await holdLane(review, "technical");
    const { dueAt } = await rowOf(review);
    const due = dueAt ?? new Date(0);
    await watchClocks({ now: new Date(due.getTime() - 9 * DAY_MS) });
    expect(await notesOf(review)).toEqual([]);
    for (const now of [
      due.getTime() - DAY_MS,
      due.getTime() - DAY_MS / 2,
      due.getTime(),
      due.getTime() + DAY_MS,
    ]) {
      await watchClocks({ now: new Date(now) });
    }
    expect(await notesOf(review)).toEqual(["review due_soon", "review overdue"]);
    expect(await eventsOf(review)).toEqual(["clock.due_soon", "clock.overdue"]);
    const leaves = (await leavesOf(review.applicationId)).filter(({ kind }) => kind === "clock.overdue");
    expect(leaves.map(({ data }) => data)).toEqual([{ clock: "review", due_at: due.toISOString() }]);
  });

  it("is never approved, declined or moved by its clock, however late", async () => {
    const inReview = await submitLive();
    await holdLane(inReview, "technical");
    const scored = await submitLive();
    await scoreAll(scored);
    const waiting = await submitLive();
    const cases = [inReview, scored, waiting];
    const before = await Promise.all(cases.map(rowOf));
    for (const years of [1, 5, 50]) {
      const now = new Date(Date.now() + years * 365 * DAY_MS);
      await watchClocks({ now });
      await lapseRequests({ now });
    }
    const after = await Promise.all(cases.map(rowOf));
    expect(after.map(({ state }) => state)).toEqual(["in_review", "decision_pending", "triaged"]);
    expect(after).toEqual(before);
    const ids = cases.map(({ applicationId }) => applicationId);
    expect(await read((tx) => tx.decision.count({ where: { applicationId: { in: ids } } }))).toBe(0);
    expect(await read((tx) => tx.grant.count({ where: { applicationId: { in: ids } } }))).toBe(0);
  });

  it("is said once more when its clock was set to another day", async () => {
    const review = await submitLive();
    await holdLane(review, "technical");
    const { dueAt } = await rowOf(review);
    const due = dueAt ?? new Date(0);
    await watchClocks({ now: due });
    await setDue(review, new Date(due.getTime() + 7 * DAY_MS));
    await watchClocks({ now: due });
    await watchClocks({ now: new Date(due.getTime() + 7 * DAY_MS) });
    expect(await notesOf(review)).toEqual(["review overdue", "review overdue"]);
  });

  it("shows as escalated in the queue and in the dossier, and says so to the applicant", async () => {
    const review = await submitLive();
    const technical = await holdLane(review, "technical");
    await setDue(review, new Date(Date.now() - DAY_MS));
    await watchClocks({ now: new Date() });
    const { rows } = await reviewQueue(technical, queueFilter({ show: "mine" }));
    expect(rows.find(({ id }) => id === review.applicationId)).toMatchObject({
      clock: { tone: "bad" },
      escalatedAt: expect.any(Date),
    });
    const seen = await dossier(technical, review.applicationId);
    expect(seen.clockNotes).toMatchObject([{ clock: "review", says: "overdue" }]);
    const status = await applicationStatus(review.signatory, review.applicationId);
    expect(status.clocks).toMatchObject([
      { key: "review", tone: "bad", says: expect.stringContaining("escalated") },
    ]);
  });
});

describe("a case that nobody takes up", () => {
  it("is escalated after three business days, and stays where it is", async () => {
    const review = await submitLive();
    const { clocks } = await applicationStatus(review.signatory, review.applicationId);
    const triage = clocks.find(({ key }) => key === "triage")?.at ?? new Date(0);
    await watchClocks({ now: triage });
    expect(await notesOf(review)).toEqual(["triage overdue"]);
    expect((await rowOf(review)).state).toBe("triaged");
    await holdLane(review, "technical");
    await watchClocks({ now: new Date(triage.getTime() + DAY_MS) });
    expect(await notesOf(review)).toEqual(["triage overdue"]);
  });
});

describe("what a clock said", () => {
  it("cannot be unsaid in the database", async () => {
    const review = await submitLive();
    await setDue(review, new Date(Date.now() - DAY_MS));
    await watchClocks({ now: new Date() });
    const where = { applicationId: review.applicationId };
    await expect(transaction((tx) => tx.clockNote.deleteMany({ where }))).rejects.toThrow(/append_only/);
    await expect(
      transaction((tx) => tx.clockNote.updateMany({ where, data: { says: "due_soon" } })),
    ).rejects.toThrow(/append_only/);
  });
});
