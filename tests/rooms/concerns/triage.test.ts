import { beforeAll, describe, expect, it } from "vitest";
import { CONCERN_EDGES, CONCERN_STATES, type ConcernOutcome, concernEdge } from "#lib/concerns/concern";
import { decideConcern } from "#lib/concerns/decide-concern";
import { concernDetail, listConcerns } from "#lib/concerns/staff-view";
import { triageConcern } from "#lib/concerns/triage-concern";
import { followConcern } from "#lib/concerns/view";
import type { Actor } from "#lib/identity/actor";
import { STAFF_ROLES } from "#lib/identity/roles";
import { read } from "#lib/platform/db";
import { readPackFile } from "#lib/policy/read-pack-file";
import { releasePack } from "#lib/policy/release-pack";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { file, staff, TYPED } from "./concern-case";

let grant: SeededGrant;
const desk = staff("compliance");
const officer = staff("compliance_officer");
const appeals = staff("appeals");
const auditor = staff("auditor");

beforeAll(async () => {
  await releasePack({ actor: "service", pack: await readPackFile("prisma/packs/2026-11.json") });
  grant = await seedGrant();
});

const triage = (concernId: string, actor: Actor = desk, grantId = "") =>
  triageConcern({ actor, concernId, grantId, note: "their log of that day has it" });

const decide = (concernId: string, outcome: ConcernOutcome, actor: Actor = officer, grantId = "") =>
  decideConcern({ actor, concernId, outcome, grantId, answer: "We found the match wrong.", note: "see log" });

describe("the way of a concern", () => {
  it("is walked by the roles of the table and by nobody else", async () => {
    for (const role of STAFF_ROLES) {
      const { concernId } = await file();
      const attempt = triage(concernId, staff(role));
      if (role === "compliance" || role === "compliance_officer")
        await expect(attempt).resolves.toBeUndefined();
      else await expect(attempt, role).rejects.toMatchObject({ code: /not_found|forbidden/ });
    }
    for (const role of STAFF_ROLES) {
      const { concernId } = await file();
      await triage(concernId);
      const attempt = decide(concernId, "no_case", staff(role));
      if (role === "appeals" || role === "compliance_officer") await expect(attempt).resolves.toBeUndefined();
      else await expect(attempt, role).rejects.toMatchObject({ code: /not_found|forbidden/ });
    }
  });

  it("has no way round the triage, none back and none on from an end", async () => {
    for (const from of CONCERN_STATES) {
      for (const to of CONCERN_STATES) {
        const isOne = CONCERN_EDGES.some((edge) => edge.from === from && edge.to === to);
        expect(concernEdge(from, to) !== undefined).toBe(isOne);
      }
    }
    const { concernId } = await file();
    await expect(decide(concernId, "upheld", officer, grant.grantId)).rejects.toMatchObject({
      code: "wrong_state",
    });
    await triage(concernId);
    await expect(triage(concernId)).rejects.toMatchObject({ code: "wrong_state" });
    await decide(concernId, "no_case");
    for (const outcome of ["upheld", "not_upheld", "no_case"] as const) {
      await expect(decide(concernId, outcome, officer, grant.grantId)).rejects.toMatchObject({
        code: "wrong_state",
      });
    }
  });

  it("is never ended by whoever triaged it", async () => {
    const { concernId } = await file();
    await triage(concernId, officer);
    await expect(decide(concernId, "no_case", officer)).rejects.toMatchObject({ code: "forbidden" });
    expect((await concernDetail(officer, concernId)).may.decide).toBe(false);
    await expect(decide(concernId, "no_case", staff("compliance_officer"))).resolves.toBeUndefined();
  });

  it("ends once, though two decide at the same moment", async () => {
    const { concernId } = await file();
    await triage(concernId);
    const ends = await Promise.allSettled([
      decide(concernId, "not_upheld", officer),
      decide(concernId, "no_case", appeals),
    ]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("an upheld concern", () => {
  it("names an approval, and tells the rooms that listen which", async () => {
    const { concernId } = await file();
    await triage(concernId);
    await expect(decide(concernId, "upheld")).rejects.toMatchObject({
      code: "invalid_request",
      extras: { errors: [{ pointer: "/grant_id" }] },
    });
    await decide(concernId, "upheld", officer, grant.grantId);
    const events = await read((tx) =>
      tx.domainEvent.findMany({ where: { subjectId: concernId, kind: "concern.upheld" } }),
    );
    expect(events).toHaveLength(1);
    expect(events[0]?.data).toEqual({
      tenantId: grant.organisationId,
      grantId: grant.grantId,
      applicationId: grant.applicationId,
    });
  });

  it("keeps the approval that the triage found", async () => {
    const { concernId } = await file();
    await triage(concernId, desk, grant.grantId);
    await decide(concernId, "upheld", appeals);
    expect((await concernDetail(desk, concernId)).grant?.id).toBe(grant.grantId);
  });

  it("is the only end that opens anything", async () => {
    const { concernId } = await file();
    await triage(concernId, desk, grant.grantId);
    await decide(concernId, "not_upheld");
    const events = await read((tx) => tx.domainEvent.findMany({ where: { subjectId: concernId } }));
    expect(events.map(({ kind }) => kind)).toEqual(["concern.filed"]);
  });

  it("cannot name what does not exist, by whatever id", async () => {
    const { concernId } = await file();
    for (const grantId of ["grt_none", grant.organisationId, grant.applicationId]) {
      await expect(triage(concernId, desk, grantId)).rejects.toMatchObject({ code: "invalid_request" });
    }
    await expect(triage("cnc_none")).rejects.toMatchObject({ code: "not_found" });
    // A forged id leaves nothing behind, not even a key.
    expect(await read((tx) => tx.tenantKey.count({ where: { tenantId: "cnc_none" } }))).toBe(0);
  });
});

describe("what is told of a concern", () => {
  it("to its filer is the answer, and neither the notes nor the name of any customer", async () => {
    const { concernId, secret } = await file();
    await triage(concernId, desk, grant.grantId);
    await decide(concernId, "upheld");
    const followed = await followConcern(secret);
    expect(followed.state).toBe("upheld");
    expect(followed.steps.map(({ state }) => state)).toEqual(["upheld", "triaged", "open"]);
    expect(followed.steps[0]?.answer).toBe("We found the match wrong.");
    const told = JSON.stringify(followed);
    for (const hidden of ["log", "Seeded Airways", grant.grantId, grant.organisationId, officer.personId]) {
      expect(told).not.toContain(hidden);
    }
  });

  it("to an auditor is all but how to reach the filer, and no step", async () => {
    const { concernId } = await file();
    const detail = await concernDetail(auditor, concernId);
    expect(detail).toMatchObject({ contact: null, hasContact: true, may: { triage: false, decide: false } });
    expect(detail.statement.happened).toBe(TYPED.happened);
    expect(detail.grants).toEqual([]);
    expect((await concernDetail(desk, concernId)).contact).toBe(TYPED.contact);
  });

  it("to everyone else is nothing", async () => {
    const { concernId } = await file();
    const others = STAFF_ROLES.filter(
      (role) => !["compliance", "compliance_officer", "appeals", "auditor"].includes(role),
    );
    for (const actor of [...others.map((role) => staff(role)), grant.admin]) {
      expect(() => concernDetail(actor, concernId)).toThrow(/Concerns are read by/);
      expect(() => listConcerns(actor, null)).toThrow(/Concerns are read by/);
    }
  });

  it("to staff of the organisation that it is about is nothing, and they move nothing", async () => {
    const insider: Actor = { ...officer, memberships: grant.admin.memberships };
    const { concernId } = await file();
    await expect(triage(concernId, insider, grant.grantId)).rejects.toMatchObject({ code: "forbidden" });
    await triage(concernId, desk, grant.grantId);
    await expect(decide(concernId, "not_upheld", insider)).rejects.toMatchObject({ code: "forbidden" });
    await expect(concernDetail(insider, concernId)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("to the ledger are digests: no words", async () => {
    const { concernId } = await file();
    await triage(concernId, desk, grant.grantId);
    await decide(concernId, "upheld");
    const leaves = await read((tx) => tx.ledgerPending.findMany({ where: { subjectId: concernId } }));
    expect(leaves.map(({ kind }) => kind)).toEqual([
      "concern.filed",
      "concern.state_changed",
      "concern.state_changed",
    ]);
    expect(leaves.every(({ secret }) => secret === null)).toBe(true);
    const text = leaves.map(({ leaf }) => leaf).join("");
    for (const word of [TYPED.happened, TYPED.contact, "We found", "their log"])
      expect(text).not.toContain(word);
    expect(JSON.parse(leaves[2]?.leaf ?? "{}").data.answer).toMatch(/^[0-9a-f]{64}$/);
  });

  it("in the list is what is due first, with what is overdue marked until someone has read it", async () => {
    const { concernId } = await file({ happened: "x ".repeat(400) });
    await read((tx) => tx.$executeRawUnsafe(`ALTER TABLE "Concern" DISABLE TRIGGER concern_change`));
    await read((tx) =>
      tx.concern.update({ where: { id: concernId }, data: { dueAt: new Date("2026-01-05T12:00:00Z") } }),
    );
    await read((tx) => tx.$executeRawUnsafe(`ALTER TABLE "Concern" ENABLE TRIGGER concern_change`));
    const { rows, counts } = await listConcerns(auditor, "open");
    expect(rows[0]).toMatchObject({ id: concernId, isOverdue: true });
    expect(rows[0]?.opening.length).toBeLessThanOrEqual(161);
    expect(counts.open).toBe(rows.length);
    await triage(concernId);
    expect((await concernDetail(desk, concernId)).isOverdue).toBe(false);
  });
});
