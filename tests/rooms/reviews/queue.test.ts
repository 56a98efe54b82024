import { describe, expect, it } from "vitest";
import { transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { dossier } from "#lib/reviews/dossier-view";
import { queueCsv } from "#lib/reviews/queue-csv";
import { QUEUE_SORTS, queueFilter, queueQuery } from "#lib/reviews/queue-filter";
import { type QueueRow, queueForDownload, reviewQueue } from "#lib/reviews/queue-view";
import { codeOf, seedCase, seedStaff } from "./review-case";

const all = (more: Record<string, string> = {}) => queueFilter({ show: "all", ...more });

async function caseDueInDays(days: number, title: string): Promise<string> {
  const { applicationId } = await seedCase();
  const dueAt = new Date(Date.now() + days * 86_400_000);
  await transaction((tx) => tx.application.update({ where: { id: applicationId }, data: { dueAt, title } }));
  return applicationId;
}

describe("the queue", () => {
  it("stands in the order that the address says, and turns round", async () => {
    const late = await caseDueInDays(90, "Late");
    const soon = await caseDueInDays(1, "Soon");
    const actor = await seedStaff("auditor");
    const ids = async (more: Record<string, string>) =>
      (await queueForDownload(actor, all(more)))
        .map(({ id }) => id)
        .filter((id) => id === late || id === soon);
    expect(await ids({})).toEqual([soon, late]);
    expect(await ids({ order: "desc" })).toEqual([late, soon]);
    expect(await ids({ sort: "submitted" })).toEqual([late, soon]);
    expect(await ids({ sort: "submitted", order: "desc" })).toEqual([soon, late]);
  });

  it("reads from an address the filter that it wrote there", () => {
    for (const sort of QUEUE_SORTS) {
      const filter = queueFilter({ show: "mine", tier: "T3", stage: "rfi", sort, order: "desc", page: "7" });
      expect(queueFilter(Object.fromEntries(queueQuery(filter)))).toEqual(filter);
    }
    const columns = queueFilter({ column: ["clock", "stage", "salary"] });
    expect(columns.columns).toEqual(["stage", "clock"]);
    expect(queueFilter({ column: queueQuery(columns).getAll("column") })).toEqual(columns);
    expect(queueQuery(queueFilter({ column: "salary" })).has("column")).toBe(false);
    expect(queueFilter({ sort: "id; drop", order: "sideways" })).toEqual(queueFilter({}));
  });

  it("is shut to whoever once belonged to the applicant, as the case is", async () => {
    const { applicationId, organisationId } = await seedCase();
    const former = await seedStaff("privacy");
    const ids = async () => (await queueForDownload(former, all())).map(({ id }) => id);
    expect(await ids()).toContain(applicationId);
    const { personId } = former;
    await transaction((tx) =>
      tx.membership.create({
        data: { id: newId("mem"), organisationId, personId, role: "contributor", endedAt: new Date() },
      }),
    );
    expect(await ids()).not.toContain(applicationId);
    expect(await codeOf(dossier(former, applicationId))).toBe("forbidden");
  });

  it("says how many declared a conflict, and not who", async () => {
    const { applicationId } = await seedCase();
    const conflicted = await seedStaff("legal");
    await declareConflict({ actor: conflicted, applicationId, hasConflict: true, detail: "Old employer." });
    const rows = await queueForDownload(await seedStaff("auditor"), all());
    expect(rows.find(({ id }) => id === applicationId)).toMatchObject({ conflicts: 1 });
    expect(JSON.stringify(rows)).not.toContain(conflicted.personId);
    expect(JSON.stringify(rows)).not.toContain("Old employer.");
  });
});

describe("what is taken away as a file", () => {
  it("is what the view shows to the same person, and nothing of a case that is shut to them", async () => {
    const { applicationId } = await seedCase();
    const conflicted = await seedStaff("legal");
    const ids = async () => (await queueForDownload(conflicted, all())).map(({ id }) => id);
    expect(await ids()).toContain(applicationId);
    const shown = await reviewQueue(conflicted, all());
    expect(await ids()).toHaveLength(shown.total);
    await declareConflict({ actor: conflicted, applicationId, hasConflict: true, detail: "Old employer." });
    expect(await ids()).not.toContain(applicationId);
  });

  it("is refused to people who are not reviewing staff", async () => {
    const team = await seedStaff("account_team");
    for (const actor of [team, { ...team, staffRoles: [] }]) {
      expect(await codeOf(queueForDownload(actor, all()))).toBe("not_found");
    }
  });

  it("runs as no formula in a spreadsheet, and keeps commas, quotes and lines inside their cell", async () => {
    await seedCase();
    const [row] = await queueForDownload(await seedStaff("auditor"), all());
    const titled = (title: string) => cellOf({ ...(row as QueueRow), title });
    for (const start of ["=", "+", "-", "@", "\t", " ="]) {
      expect(titled(`${start}cmd()`)).toBe(`'${start}cmd()`);
    }
    expect(titled('Gate "A", hall 2')).toBe('"Gate ""A"", hall 2"');
    expect(titled("two\nlines")).toBe('"two\nlines"');
    expect(titled("Plain - title")).toBe("Plain - title");
  });
});

/** The title as the CSV has it: what stands between the reference and the organisation. */
function cellOf(row: QueueRow): string {
  const [, line = ""] = queueCsv([row]).split(/\r\n/);
  return line.slice(`${row.id},${row.reference},`.length, line.indexOf(`,${row.organisationName},`));
}
