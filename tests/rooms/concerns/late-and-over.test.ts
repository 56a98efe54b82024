import { beforeAll, describe, expect, it } from "vitest";
import { decideConcern } from "#lib/concerns/decide-concern";
import { eraseOldContacts } from "#lib/concerns/erase-old-contacts";
import { concernDetail } from "#lib/concerns/staff-view";
import { triageConcern } from "#lib/concerns/triage-concern";
import { followConcern } from "#lib/concerns/view";
import { watchConcerns } from "#lib/concerns/watch-concerns";
import { read, transaction } from "#lib/platform/db";
import { concernContactEndsAt } from "#lib/policy/clock";
import { readPackFile } from "#lib/policy/read-pack-file";
import { releasePack } from "#lib/policy/release-pack";
import { file, staff, TYPED } from "./concern-case";

const DAY_MS = 86_400_000;
const pack = await readPackFile("prisma/packs/2026-11.json");
const officer = staff("compliance_officer");

beforeAll(() => releasePack({ actor: "service", pack }));

const rowOf = (id: string) => read((tx) => tx.concern.findUniqueOrThrow({ where: { id } }));
const saidOf = (subjectId: string) =>
  read((tx) => tx.ledgerPending.count({ where: { subjectId, kind: "concern.overdue" } }));

async function decided(): Promise<{ concernId: string; secret: string }> {
  const filed = await file();
  const { concernId } = filed;
  await triageConcern({ actor: staff("compliance"), concernId, grantId: "", note: "their log has it" });
  await decideConcern({
    actor: officer,
    concernId,
    outcome: "no_case",
    grantId: "",
    answer: "It was another company.",
    note: "see log",
  });
  return filed;
}

describe("a triage that is overdue", () => {
  it("is said once, to those who triage and in the ledger, and the concern stays open", async () => {
    const { concernId } = await file();
    const { dueAt } = await rowOf(concernId);
    await watchConcerns({ now: new Date(dueAt.getTime() - 1) });
    expect(await saidOf(concernId)).toBe(0);
    for (const days of [0, 1, 400]) await watchConcerns({ now: new Date(dueAt.getTime() + days * DAY_MS) });
    expect(await saidOf(concernId)).toBe(1);
    expect((await rowOf(concernId)).state).toBe("open");
  });

  it("is not said of one that was looked at in time", async () => {
    const { concernId } = await file();
    await triageConcern({ actor: staff("compliance"), concernId, grantId: "", note: "their log has it" });
    await watchConcerns({ now: new Date((await rowOf(concernId)).dueAt.getTime() + DAY_MS) });
    expect(await saidOf(concernId)).toBe(0);
  });
});

describe("how to reach the filer", () => {
  it("is erased when the pack's days after the decision are over, on record, and nothing else is", async () => {
    const { concernId, secret } = await decided();
    await eraseOldContacts({ now: new Date(Date.now() + 179 * DAY_MS) });
    expect((await concernDetail(officer, concernId)).contact).toBe(TYPED.contact);
    const late = new Date(Date.now() + 181 * DAY_MS);
    expect(await eraseOldContacts({ now: late })).toBeGreaterThan(0);
    const seen = await concernDetail(officer, concernId);
    expect([seen.contact, seen.hasContact]).toEqual([null, false]);
    expect(seen.statement.happened).toBe(TYPED.happened);
    expect(await followConcern(secret)).toMatchObject({ state: "no_case" });
    expect(await eraseOldContacts({ now: late })).toBe(0);
    const leaves = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: concernId, kind: "concern.contact_erased" } }),
    );
    expect(leaves).toHaveLength(1);
    expect(leaves[0]?.leaf).not.toContain("7946");
  });

  it("is kept while a person still has to decide, however long that takes", async () => {
    const { concernId } = await file();
    await eraseOldContacts({ now: new Date(Date.now() + 4_000 * DAY_MS) });
    expect((await rowOf(concernId)).contact).not.toBeNull();
  });

  it("is never put back", async () => {
    const { concernId } = await decided();
    const { contact } = await rowOf(concernId);
    await eraseOldContacts({ now: new Date(Date.now() + 181 * DAY_MS) });
    const back = transaction((tx) => tx.concern.update({ where: { id: concernId }, data: { contact } }));
    await expect(back).rejects.toThrow(/immutable/);
  });

  it("is kept for as many days as the pack says", () => {
    const at = new Date("2026-11-23T00:00:00Z");
    const of = (concern_contact_days?: number) =>
      concernContactEndsAt(
        { ...pack, clocks: { ...pack.clocks, ...(concern_contact_days && { concern_contact_days }) } },
        at,
      );
    expect(of(10).toISOString()).toBe("2026-12-03T00:00:00.000Z");
    expect((of().getTime() - at.getTime()) / DAY_MS).toBe(180);
  });
});
