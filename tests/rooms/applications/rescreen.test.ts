import { beforeAll, describe, expect, it } from "vitest";
import { addEvidence } from "#lib/applications/add-evidence";
import { changeState } from "#lib/applications/change-state";
import { importApplication } from "#lib/applications/import-application";
import { recordFinding } from "#lib/applications/record-finding";
import { rescreenApplication } from "#lib/applications/rescreen-application";
import { verifyEvidence } from "#lib/applications/verify-evidence";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import type { Example } from "#tests/rooms/applications/example";
import { importExample, submitDraft, submitExample } from "#tests/rooms/applications/example-case";
import { pdf } from "#tests/rooms/applications/files";
import { type Cast, castOf, leavesOf } from "#tests/rooms/applications/people";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf();
});

/** Patients under UK law make the processing high-risk: HS23 asks for a verified DPIA. */
const needsDpia = (application: Example) => {
  application.people.subjects = ["patients"];
};

const submitted = (change?: (application: Example) => void) => submitExample(cast, change);
const rescreen = (applicationId: string, actor: Actor = cast.intake) =>
  rescreenApplication({ actor, applicationId });
const find = (applicationId: string, value: "clear" | "hit") =>
  recordFinding({
    actor: cast.compliance,
    applicationId,
    kind: "sanctions",
    value,
    note: "EU and OFAC lists",
  });
const stateOf = async (id: string) =>
  (await read((tx) => tx.application.findUniqueOrThrow({ where: { id }, select: { state: true } }))).state;

describe("screening again", () => {
  it("lets a blocked case through once its document is verified, and not before", async () => {
    const { applicationId, evidenceId, submission } = await submitted(needsDpia);
    expect(submission).toMatchObject({ state: "blocked_until", outcome: "blocked" });
    expect(await rescreen(applicationId)).toMatchObject({ state: "blocked_until" });
    await verifyEvidence({ actor: cast.intake, evidenceId, verified: true });
    expect(await stateOf(applicationId)).toBe("blocked_until");
    expect(await rescreen(applicationId)).toEqual({ state: "triaged", outcome: "review" });
    const row = await read((tx) => tx.application.findUniqueOrThrow({ where: { id: applicationId } }));
    expect(row.dueAt).not.toBeNull();
  });

  it("does not take a file that was found to be one kind of document for another", async () => {
    const applicationId = await importExample(cast.signatory, needsDpia);
    const file = { name: "one.pdf", declaredType: "application/pdf", bytes: pdf(applicationId) };
    const add = (kind: "dpia" | "notice_text") =>
      addEvidence({ actor: cast.signatory, applicationId, kind, file });
    await add("dpia");
    const { evidenceId } = await add("notice_text");
    await submitDraft(cast.signatory, applicationId);
    await verifyEvidence({ actor: cast.intake, evidenceId, verified: true });
    expect(await rescreen(applicationId)).toMatchObject({ state: "blocked_until" });
  });

  it("leaves the signed revision as it was", async () => {
    const { applicationId, evidenceId } = await submitted(needsDpia);
    const revision = () => read((tx) => tx.applicationRevision.findFirst({ where: { applicationId } }));
    const before = await revision();
    await verifyEvidence({ actor: cast.intake, evidenceId, verified: true });
    await rescreen(applicationId);
    expect(await revision()).toEqual(before);
    const screenings = await read((tx) => tx.screening.count({ where: { revisionId: before?.id ?? "" } }));
    expect(screenings).toBe(2);
  });

  it("holds a case with a sanctions hit until compliance clears it (HS24)", async () => {
    const { applicationId, submission } = await submitted();
    expect(submission.state).toBe("triaged");
    await find(applicationId, "hit");
    expect(await rescreen(applicationId)).toMatchObject({ state: "blocked_until" });
    await expect(rescreen(applicationId, cast.intake)).rejects.toMatchObject({ code: "forbidden" });
    await find(applicationId, "clear");
    await expect(rescreen(applicationId, cast.intake)).rejects.toMatchObject({ code: "forbidden" });
    expect(await rescreen(applicationId, cast.compliance)).toMatchObject({ state: "triaged" });
  });

  it("leaves a case with the people who have it when the answer is the same for them", async () => {
    const { applicationId } = await submitted();
    await transaction((tx) =>
      changeState(tx, {
        applicationId,
        from: "triaged",
        to: "in_review",
        actor: cast.technical,
        reasonCode: "lanes_assigned",
      }),
    );
    await find(applicationId, "clear");
    expect(await rescreen(applicationId)).toMatchObject({ state: "in_review", outcome: "review" });
    await find(applicationId, "hit");
    expect(await rescreen(applicationId, cast.compliance)).toMatchObject({ state: "blocked_until" });
  });

  it("is for the desk, on what was submitted", async () => {
    const { applicationId } = await submitted();
    await expect(rescreen(applicationId, cast.technical)).rejects.toMatchObject({ code: "forbidden" });
    await expect(rescreen(applicationId, cast.signatory)).rejects.toMatchObject({ code: "not_found" });
    await expect(rescreen(applicationId, cast.accountTeam)).rejects.toMatchObject({ code: "not_found" });
    const draft = await importApplication({ actor: cast.signatory, json: "{}" });
    await expect(rescreen(draft.applicationId)).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("a finding", () => {
  it("is compliance's alone, with grounds, on record without them, and without what was found", async () => {
    const { applicationId } = await submitted();
    const record = (actor: Actor, note = "nothing on any list") =>
      recordFinding({ actor, applicationId, kind: "sanctions", value: "clear", note });
    await expect(record(cast.intake)).rejects.toMatchObject({ code: "forbidden" });
    await expect(record(cast.signatory)).rejects.toMatchObject({ code: "not_found" });
    await expect(record({ ...cast.compliance, memberships: cast.admin.memberships })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(record(cast.compliance, "  ")).rejects.toMatchObject({ code: "invalid_request" });
    await record(cast.compliance);
    const leaf = (await leavesOf(applicationId)).find(({ kind }) => kind === "finding.recorded");
    expect(leaf?.data).toMatchObject({ kind: "sanctions", actor: cast.compliance.personId });
    expect(JSON.stringify(leaf)).not.toMatch(/any list|clear|hit/);
  });
});

describe("moving a case", () => {
  it("refuses a state that the case is not in, an edge that is not there and a person whose edge it is not", async () => {
    const { applicationId } = await submitted();
    const move = (change: Partial<Parameters<typeof changeState>[1]>) =>
      transaction((tx) =>
        changeState(tx, {
          applicationId,
          from: "triaged",
          to: "in_review",
          actor: cast.technical,
          reasonCode: "lanes_assigned",
          ...change,
        }),
      );
    await expect(move({ applicationId: "app_none" })).rejects.toMatchObject({ code: "not_found" });
    await expect(move({ from: "re_review" })).rejects.toMatchObject({ code: "wrong_state" });
    await expect(move({ to: "active" })).rejects.toMatchObject({ code: "wrong_state" });
    await expect(move({ actor: cast.signatory })).rejects.toMatchObject({ code: "forbidden" });
    await expect(move({ actor: cast.stranger })).rejects.toMatchObject({ code: "forbidden" });
    expect(await stateOf(applicationId)).toBe("triaged");
    const before = (await leavesOf(applicationId)).length;
    await move({});
    expect(await leavesOf(applicationId)).toHaveLength(before + 1);
    await expect(move({})).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("tells the rooms that listen, once a move and once a screening", async () => {
    const { applicationId } = await submitted();
    const events = await read((tx) =>
      tx.domainEvent.findMany({ where: { subjectId: applicationId }, orderBy: { id: "asc" } }),
    );
    expect(events.map(({ kind }) => kind)).toEqual([
      "application.stage_changed",
      "application.submitted",
      "application.stage_changed",
      "application.screened",
      "application.stage_changed",
    ]);
  });
});
