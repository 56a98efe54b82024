import { describe, expect, it } from "vitest";
import { answerFinding } from "#lib/findings/answer-finding";
import { closeFinding } from "#lib/findings/close-finding";
import { DAY_MS, type Severity } from "#lib/findings/finding";
import { recordFinding } from "#lib/findings/record-finding";
import { findingPage, findingsDesk, findingsOfTenant } from "#lib/findings/view";
import { watchFindings } from "#lib/findings/watch-findings";
import { reinstateGrant } from "#lib/grants/reinstate-grant";
import type { Actor } from "#lib/identity/actor";
import { writeNotices } from "#lib/notices/write-notices";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { seedPerson } from "#tests/support/seed-person";
import { leavesOf } from "../applications/people";
import { grantOf, keyUnder, stateOf, works } from "../grants/living-grant";
import { seedApproved } from "../reviews/appeal-case";
import { codeOf, type ReviewCase, seedStaff } from "../reviews/review-case";

const FOUND = "Three of five sites showed no notice at the camera on the day of the visit.";
const EVIDENCE = "Photographs of the visit, file 2026-114, kept by compliance.";
const MENDED = "Signs were put up at all five sites; photographs are with compliance.";
const SEEN = "Visited all five sites: every camera has its notice.";

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

async function member({ organisationId }: ReviewCase, role: "admin" | "contributor"): Promise<Actor> {
  return transaction(async (tx) => {
    const actor = await seedPerson(tx, `A ${role}`);
    const { personId } = actor;
    await tx.membership.create({ data: { id: newId("mem"), organisationId, personId, role } });
    return { ...actor, memberships: [{ organisationId, role }] };
  });
}

async function granted() {
  const review = await seedApproved();
  const { grantId, organisationId: tenantId } = review;
  const recorder = await seedStaff("compliance_officer");
  const closer = await seedStaff("operator");
  const record = (severity: Severity, { days = 90, whole = false, actor = recorder } = {}) =>
    recordFinding({
      actor,
      tenantId,
      grantId: whole ? null : grantId,
      severity,
      days,
      source: "audit",
      found: FOUND,
      evidence: EVIDENCE,
    });
  const close = (findingId: string, actor = closer) =>
    closeFinding({ actor, findingId, outcome: "mended", reason: SEEN });
  return { review, grantId, tenantId, recorder, closer, record, close };
}

describe("the clock of a finding", () => {
  it("reminds, restricts, suspends and asks for a revocation, and revokes nothing", async () => {
    const { review, grantId, record, recorder } = await granted();
    const keyId = await keyUnder(review, grantId);
    const { findingId } = await record("moderate");
    await watchFindings({ now: inDays(82) });
    expect((await findingPage(recorder, findingId)).steps).toEqual([]);
    await watchFindings({ now: inDays(84) });
    expect([(await grantOf(grantId)).state, await works(keyId)]).toEqual(["active", true]);
    await watchFindings({ now: inDays(91) });
    expect([(await grantOf(grantId)).state, await stateOf(review), await works(keyId)]).toEqual([
      "restricted",
      "restricted",
      false,
    ]);
    await watchFindings({ now: inDays(121) });
    expect([(await grantOf(grantId)).state, await stateOf(review)]).toEqual(["suspended", "suspended"]);
    await watchFindings({ now: inDays(151) });
    expect((await grantOf(grantId)).state).toBe("suspended");
    const { steps, next } = await findingPage(recorder, findingId);
    expect(steps.map(({ step }) => step)).toEqual([
      "due_soon",
      "restricted",
      "suspended",
      "revocation_proposed",
    ]);
    expect(next).toBeNull();
    const kinds = (await leavesOf(findingId)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "finding.step_taken")).toHaveLength(4);
    const events = await read((tx) => tx.grantEvent.findMany({ where: { grantId }, orderBy: { id: "asc" } }));
    expect(events.slice(-2).map(({ reasonCode, actorId }) => [reasonCode, actorId])).toEqual([
      ["finding_overdue", null],
      ["finding_overdue", null],
    ]);
  });

  it("of a critical one without days stops every grant of the tenant at once", async () => {
    const { grantId, record } = await granted();
    await record("critical", { days: 0, whole: true });
    expect((await grantOf(grantId)).state).toBe("restricted");
  });

  it("stops when another person closes it in time, and nothing moves then", async () => {
    const { grantId, record, close } = await granted();
    const { findingId } = await record("low", { days: 180 });
    await close(findingId);
    await watchFindings({ now: inDays(400) });
    expect((await grantOf(grantId)).state).toBe("active");
  });

  it("leaves as many days as its severity, and no others", async () => {
    const { record } = await granted();
    for (const [severity, days] of [
      ["critical", 31],
      ["critical", -1],
      ["critical", 1.5],
      ["moderate", 89],
      ["low", 90],
    ] as const)
      expect(await codeOf(record(severity, { days })), `${severity} ${days}`).toBe("invalid_request");
  });
});

describe("a finding", () => {
  it("is answered by the tenant, closed by someone else than its recorder, and only then may two let the grant go on", async () => {
    const { review, grantId, tenantId, recorder, closer, record, close } = await granted();
    const { findingId } = await record("critical", { days: 0 });
    const admin = await member(review, "admin");
    await answerFinding({ actor: admin, findingId, mended: MENDED });
    const own = await findingsOfTenant(admin, tenantId);
    expect(own.findings[0]).toMatchObject({ id: findingId, found: FOUND, answers: [{ mended: MENDED }] });
    expect(JSON.stringify(own)).not.toContain(EVIDENCE);
    const again = { grantId, reason: "All signs are up." };
    expect(await codeOf(reinstateGrant({ actor: closer, ...again }))).toBe("wrong_state");
    expect(await codeOf(close(findingId, recorder))).toBe("forbidden");
    expect(await findingPage(recorder, findingId)).toMatchObject({ mayClose: false, isRecorder: true });
    expect((await findingPage(closer, findingId)).mayClose).toBe(true);
    await close(findingId);
    expect(await codeOf(close(findingId))).toBe("wrong_state");
    expect(await codeOf(answerFinding({ actor: admin, findingId, mended: MENDED }))).toBe("wrong_state");
    await reinstateGrant({ actor: closer, ...again });
    expect(await reinstateGrant({ actor: recorder, ...again })).toEqual({ isLive: true });
    const leaves = await leavesOf(findingId);
    expect(leaves.map(({ kind }) => kind)).toEqual([
      "finding.recorded",
      "finding.step_taken",
      "finding.answered",
      "finding.closed",
    ]);
    expect(JSON.stringify(leaves)).not.toContain("signs");
  });

  it("is recorded, read, answered and closed by nobody else", async () => {
    const { review, tenantId, record, close } = await granted();
    const { findingId } = await record("moderate");
    for (const role of ["auditor", "compliance", "intake", "approver", "legal"] as const) {
      const actor = await seedStaff(role);
      expect(await codeOf(record("moderate", { actor })), role).toBe("forbidden");
      expect(await codeOf(close(findingId, actor)), role).toBe("forbidden");
    }
    const contributor = await member(review, "contributor");
    const outsider = await seedStaff("operator");
    expect(await codeOf(findingsDesk(await seedStaff("legal")))).toBe("forbidden");
    expect(await codeOf(findingPage(contributor, findingId))).toBe("forbidden");
    expect(await codeOf(findingsOfTenant(outsider, tenantId))).toBe("not_found");
    const answer = (actor: Actor) => answerFinding({ actor, findingId, mended: MENDED });
    expect(await codeOf(answer(outsider))).toBe("not_found");
    expect(await codeOf(answer(contributor))).toBe("forbidden");
    const insider: Actor = { ...outsider, memberships: [{ organisationId: tenantId, role: "contributor" }] };
    expect(await codeOf(record("moderate", { actor: insider }))).toBe("forbidden");
    expect(await codeOf(close(findingId, insider))).toBe("forbidden");
  });

  it("is told to the tenant, and its answer to those who close", async () => {
    const { review, record, closer } = await granted();
    const admin = await member(review, "admin");
    const { findingId } = await record("moderate");
    await answerFinding({ actor: admin, findingId, mended: MENDED });
    const events = await read((tx) =>
      tx.domainEvent.findMany({ where: { subjectId: findingId }, orderBy: { id: "asc" } }),
    );
    for (const event of events) await writeNotices(event);
    const told = await read((tx) =>
      tx.notice.findMany({
        where: { personId: { in: [admin.personId, closer.personId] }, template: { startsWith: "finding." } },
        select: { personId: true, template: true, path: true },
      }),
    );
    expect(told).toEqual(
      expect.arrayContaining([
        { personId: admin.personId, template: "finding.recorded/members", path: "/tenant/findings" },
        { personId: closer.personId, template: "finding.answered/finders", path: "/operate/findings" },
      ]),
    );
  });
});

describe("raw SQL", () => {
  it("closes no finding by its recorder, changes none, stops none early and lets no grant go on past one", async () => {
    const { grantId, tenantId, recorder, closer, record } = await granted();
    const { findingId } = await record("critical", { days: 0 });
    const { findingId: running } = await record("moderate");
    const close = (personId: string) =>
      run(
        `INSERT INTO "FindingClosure" ("findingId", outcome, reason, "closedById") VALUES ('${findingId}', 'mended', 'x', '${personId}')`,
      );
    await expect(close(recorder.personId)).rejects.toThrow(/finding_two/);
    const auditor = await seedStaff("auditor");
    await expect(close(auditor.personId)).rejects.toThrow(/finding_closer/);
    await expect(run(`UPDATE "Finding" SET severity = 'low'`)).rejects.toThrow(/CS00|append|immutable/);
    await expect(run(`DELETE FROM "FindingStep"`)).rejects.toThrow(/CS00|append|immutable/);
    await expect(
      run(`INSERT INTO "FindingStep" ("findingId", step) VALUES ('${running}', 'suspended')`),
    ).rejects.toThrow(/finding_early/);
    const forge = (by: string, severity: string, due: string) =>
      run(`INSERT INTO "Finding" (id, "tenantId", "grantId", severity, source, found, evidence, "recordedById", "recordedAt", "dueAt")
        VALUES ('fin_forged', '${tenantId}', '${grantId}', '${severity}', 'audit', 'x', 'x', '${by}', now(), now() + interval '${due}')`);
    await expect(forge(auditor.personId, "moderate", "90 days")).rejects.toThrow(/finding_recorder/);
    await expect(forge(closer.personId, "moderate", "1 day")).rejects.toThrow(/Finding_clock/);
    await expect(
      run(
        `INSERT INTO "FindingAnswer" (id, "findingId", mended, "answeredById") VALUES ('fia_x', '${running}', 'x', '${closer.personId}')`,
      ),
    ).rejects.toThrow(/finding_answer/);
    await transaction((tx) =>
      tx.reinstatement.create({
        data: {
          id: newId("rin"),
          grantId,
          fromState: "restricted",
          reason: "x",
          askedById: recorder.personId,
          confirmedById: closer.personId,
          confirmedAt: new Date(),
          askedAt: inDays(1),
        },
      }),
    );
    const goOn = () => run(`UPDATE "Grant" SET state = 'active' WHERE id = '${grantId}'`);
    await expect(goOn()).rejects.toThrow(/finding_open/);
    await close(closer.personId);
    expect(await goOn()).toBe(1);
  });
});

const run = (sql: string) => transaction((tx) => tx.$executeRawUnsafe(sql));
