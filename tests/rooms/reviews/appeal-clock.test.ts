import { describe, expect, it } from "vitest";
import { writeNotices } from "#lib/notices/write-notices";
import { read } from "#lib/platform/db";
import { watchAppeals } from "#lib/reviews/watch-appeals";
import { appeal, asNow, decideAs, seedDeclined, seedPanel } from "./appeal-case";

const DAY_MS = 86_400_000;

async function appealed() {
  const review = await seedDeclined();
  const appealId = await appeal(review);
  const { dueAt } = await read((tx) => tx.appeal.findUniqueOrThrow({ where: { id: appealId } }));
  return { review, appealId, due: dueAt.getTime() };
}

const saidOf = async (appealId: string) =>
  (
    await read((tx) =>
      tx.domainEvent.findMany({
        where: { subjectId: appealId, kind: { startsWith: "appeal." } },
        orderBy: { id: "asc" },
      }),
    )
  ).map(({ kind }) => kind);

describe("an appeal whose time runs out", () => {
  it("is warned about, then escalated: each once, the second in the ledger", async () => {
    const { appealId, due } = await appealed();
    await watchAppeals({ now: new Date(due - 10 * DAY_MS) });
    expect(await saidOf(appealId)).toEqual([]);
    for (const at of [due - DAY_MS, due - 1, due, due + DAY_MS]) await watchAppeals({ now: new Date(at) });
    expect(await saidOf(appealId)).toEqual(["appeal.due_soon", "appeal.overdue"]);
    const leaves = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: appealId, kind: "appeal.overdue" } }),
    );
    expect(leaves).toHaveLength(1);
    await expect(read((tx) => tx.appealEscalation.deleteMany({ where: { appealId } }))).rejects.toThrow(
      /append_only/,
    );
  });

  it("is told to the panel", async () => {
    const { review, appealId, due } = await appealed();
    const [member] = await seedPanel(review);
    await watchAppeals({ now: new Date(due) });
    const [event] = await read((tx) =>
      tx.domainEvent.findMany({ where: { subjectId: appealId, kind: "appeal.overdue" } }),
    );
    if (event === undefined) throw new Error("it was said");
    await writeNotices(event);
    const notices = await read((tx) => tx.notice.findMany({ where: { personId: member.personId } }));
    expect(notices.map(({ path }) => path)).toContain("/review/appeals");
  });

  it("is decided by nobody but its panel, however late, and no more said of once it is", async () => {
    const { review, appealId, due } = await appealed();
    for (const years of [1, 10]) await watchAppeals({ now: new Date(due + years * 365 * DAY_MS) });
    expect((await asNow(review)).state).toBe("appeal_open");
    await decideAs(await seedPanel(review), appealId, "upheld");
    const before = await saidOf(appealId);
    await watchAppeals({ now: new Date(due + 20 * 365 * DAY_MS) });
    expect(await saidOf(appealId)).toEqual(before);
  });
});
