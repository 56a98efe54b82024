import { beforeAll, describe, expect, it } from "vitest";
import { importApplication } from "#lib/applications/import-application";
import { reviseApplication } from "#lib/applications/revise-application";
import { saveDraft } from "#lib/applications/save-draft";
import { submitApplication } from "#lib/applications/submit-application";
import { applicationForEdit } from "#lib/applications/view";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import type { Actor } from "#lib/identity/actor";
import { sha256Hex } from "#lib/platform/canonical-json";
import { read } from "#lib/platform/db";
import type { AppError } from "#lib/platform/errors";
import { type Example, exampleApplication } from "#tests/rooms/applications/example";
import { importExample, submitDraft } from "#tests/rooms/applications/example-case";
import { type Cast, castOf, leavesOf } from "#tests/rooms/applications/people";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf();
});

const draftOf = (change?: (application: Example) => void) => importExample(cast.contributor, change);
const submit = (applicationId: string, actor: Actor = cast.signatory, draftVersion = 1) =>
  submitDraft(actor, applicationId, draftVersion);

function rows(applicationId: string) {
  return read((tx) =>
    tx.application.findUniqueOrThrow({
      where: { id: applicationId },
      include: {
        revisions: { include: { screenings: true }, orderBy: { number: "asc" } },
        events: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
      },
    }),
  );
}

describe("submitting an application", () => {
  it("freezes a revision whose digest is the SHA-256 of its canonical JSON, signed by the person who signed in", async () => {
    const id = await draftOf();
    const submission = await submit(id);
    const { revisions, revisionId, packVersion } = await rows(id);
    const [revision] = revisions;
    expect(revisions).toHaveLength(1);
    expect(revision).toMatchObject({
      id: revisionId,
      number: 1,
      packVersion: "2026-11",
      attestedById: cast.signatory.personId,
      attestedName: cast.signatory.name,
    });
    expect(packVersion).toBe("2026-11");
    expect(revision?.digest).toBe(sha256Hex(revision?.canonical ?? ""));
    expect(submission.digest).toBe(revision?.digest);
    expect(JSON.parse(revision?.canonical ?? "")).toMatchObject({
      purpose: exampleApplication().purpose,
      attestations: { signed_by: cast.signatory.name },
    });
  });

  it("lets the airline through to people with the tier, track and due date of the policy", async () => {
    const id = await draftOf();
    expect(await submit(id)).toMatchObject({ state: "triaged", outcome: "review", revision: 1 });
    const row = await rows(id);
    expect(row).toMatchObject({ state: "triaged", tier: "T1", track: "expedited" });
    expect(row.submittedAt).not.toBeNull();
    // Ten business days are fourteen to sixteen days.
    const days = ((row.dueAt?.getTime() ?? 0) - (row.submittedAt?.getTime() ?? 0)) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(14);
    expect(days).toBeLessThanOrEqual(16);
    expect(row.revisions[0]?.screenings).toMatchObject([{ outcome: "review", tier: "T1", risk: 20 }]);
  });

  it("puts each move on record with who, why, under which pack, and never a name", async () => {
    const id = await draftOf();
    const { revisionId } = await submit(id);
    const { events } = await rows(id);
    expect(
      events.map((event) => [event.fromState, event.toState, event.reasonCode, event.actorRole]),
    ).toEqual([
      ["draft", "submitted", "submitted", "signatory"],
      ["submitted", "screening", "screening_started", "service"],
      ["screening", "triaged", "screening_passed", "service"],
    ]);
    for (const event of events) expect(event).toMatchObject({ revisionId, packVersion: "2026-11" });
    const leaves = await leavesOf(id);
    expect(leaves.map(({ kind }) => kind)).toEqual([
      "application.created",
      "application.submitted",
      "application.state_changed",
      "application.state_changed",
      "application.screened",
      "application.state_changed",
    ]);
    expect(leaves.at(-2)?.data).toMatchObject({
      revision: revisionId,
      outcome: "review",
      tier: "T1",
      risk: 20,
    });
    expect(JSON.stringify(leaves)).not.toContain(cast.signatory.name);
    expect(JSON.stringify(leaves)).not.toContain("northwind");
  });

  it("refuses a US police department and says which rule and what would lift it", async () => {
    const id = await draftOf((application) => {
      application.organisation.customer_type = "us_police";
      application.organisation.country = "US";
    });
    expect(await submit(id)).toMatchObject({ state: "rejected_hard_stop", outcome: "denied" });
    const { dueAt, revisions } = await rows(id);
    expect(dueAt).toBeNull();
    expect(JSON.stringify(revisions[0]?.screenings[0]?.result)).toContain("HS01");
  });

  it("answers with a pointer to every missing answer and freezes nothing", async () => {
    const { applicationId } = await importApplication({
      actor: cast.contributor,
      json: JSON.stringify({ purpose: exampleApplication().purpose }),
    });
    const refused: AppError = await submit(applicationId).catch((error) => error);
    expect(refused).toMatchObject({ code: "application_incomplete", status: 422 });
    const pointers = refused.extras.errors?.map(({ pointer }) => pointer) ?? [];
    expect(pointers).toContain("/organisation/legal_name");
    expect(pointers).toContain("/deployment/sites");
    expect(pointers).not.toContain("/attestations/signed_by");
    expect(await rows(applicationId)).toMatchObject({ state: "draft", revisions: [], events: [] });
  });

  it("makes one revision of two submits at once", async () => {
    const id = await draftOf();
    const outcomes = await Promise.allSettled([submit(id), submit(id, cast.admin), submit(id)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refusals = outcomes.flatMap((outcome) =>
      outcome.status === "rejected" ? [outcome.reason.code] : [],
    );
    expect(refusals).toEqual(["wrong_state", "wrong_state"]);
    expect((await rows(id)).revisions).toHaveLength(1);
  });

  it("refuses a contributor, a stranger, staff and an unsigned form, and changes nothing", async () => {
    const id = await draftOf();
    const given = { applicationId: id, draftVersion: 1, attest: true };
    await expect(submit(id, cast.contributor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(submit(id, cast.stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(submit(id, cast.intake)).rejects.toMatchObject({ code: "not_found" });
    await expect(
      submitApplication({ ...given, actor: cast.signatory, attestedName: "Somebody Else" }),
    ).rejects.toMatchObject({
      code: "application_incomplete",
      extras: { errors: [{ pointer: "/attested_name" }] },
    });
    await expect(
      submitApplication({
        ...given,
        actor: cast.signatory,
        attestedName: cast.signatory.name,
        attest: false,
      }),
    ).rejects.toMatchObject({ code: "application_incomplete", extras: { errors: [{ pointer: "/attest" }] } });
    expect(await rows(id)).toMatchObject({ state: "draft", revisions: [], events: [] });
  });

  it("takes the name as people type it", async () => {
    const id = await draftOf();
    const attestedName = ` ${cast.signatory.name.toUpperCase().replace(" ", "  ")} `;
    const submission = submitApplication({
      actor: cast.signatory,
      applicationId: id,
      draftVersion: 1,
      attestedName,
      attest: true,
    });
    await expect(submission).resolves.toMatchObject({ revision: 1 });
  });

  it("does not let a signatory sign what a colleague changed after the page was shown", async () => {
    const id = await draftOf();
    await saveDraft({
      actor: cast.contributor,
      applicationId: id,
      section: "purpose",
      values: { ...exampleApplication().purpose, problem: "Something else entirely" },
      startedFrom: 1,
      editor: "tab",
    });
    await expect(submit(id)).rejects.toMatchObject({ code: "stale_draft" });
    await expect(submit(id, cast.signatory, 2)).resolves.toMatchObject({ revision: 1 });
  });

  it("leaves out what was typed into a question that another answer made pointless", async () => {
    const id = await draftOf((application) => {
      Object.assign(application.organisation, {
        law_enforcement_country: "US",
        acts_for_law_enforcement: "no",
      });
    });
    await submit(id);
    const [revision] = (await rows(id)).revisions;
    expect(JSON.parse(revision?.canonical ?? "").organisation).not.toHaveProperty("law_enforcement_country");
  });

  it("takes neither the sanctions check nor verified documents from the applicant's word", async () => {
    const id = await draftOf();
    await submit(id);
    const data = JSON.parse((await rows(id)).revisions[0]?.canonical ?? "");
    expect(data.organisation.sanctions).toBe("unchecked");
    expect(data.documents).toEqual([]);
  });
});

describe("after the policy's answer", () => {
  it("makes revision 2 of the same case, and keeps the first as it was", async () => {
    const id = await draftOf((application) => {
      application.purpose.output_use = "sole_basis";
    });
    expect(await submit(id)).toMatchObject({ state: "rejected_hard_stop" });
    const [first] = (await rows(id)).revisions;
    await reviseApplication({ actor: cast.signatory, applicationId: id });
    await saveDraft({
      actor: cast.contributor,
      applicationId: id,
      section: "purpose",
      values: exampleApplication().purpose,
      startedFrom: 1,
      editor: "tab",
    });
    const { draftVersion } = await applicationForEdit(cast.signatory, id);
    expect(await submit(id, cast.signatory, draftVersion)).toMatchObject({ revision: 2, state: "triaged" });
    const { revisions, revisionId } = await rows(id);
    expect(revisions[0]).toEqual(first);
    expect(revisions[1]?.id).toBe(revisionId);
  });

  it("does not open a case that people have in hand for a new revision", async () => {
    const id = await draftOf();
    await submit(id);
    await expect(reviseApplication({ actor: cast.signatory, applicationId: id })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("withdraws once, for who may sign, and keeps the reason out of the public ledger", async () => {
    const id = await draftOf();
    await submit(id);
    const withdraw = (actor: Actor) =>
      withdrawApplication({ actor, applicationId: id, note: "we chose another way" });
    await expect(withdraw(cast.contributor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(withdraw(cast.stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(withdraw(cast.intake)).rejects.toMatchObject({ code: "not_found" });
    await withdraw(cast.signatory);
    await expect(withdraw(cast.signatory)).rejects.toMatchObject({ code: "wrong_state" });
    expect(await rows(id)).toMatchObject({ state: "withdrawn" });
    expect(JSON.stringify(await leavesOf(id))).not.toContain("another way");
  });
});

describe("references", () => {
  it("gives each application a number of its own, without a gap, however many are opened at once", async () => {
    const before = await read((tx) => tx.application.count());
    const opened = await Promise.all(Array.from({ length: 8 }, () => draftOf()));
    const references = await Promise.all(opened.map(async (id) => (await rows(id)).reference));
    const year = new Date().getUTCFullYear();
    const expected = opened.map((_, index) => `APP-${year}-${String(before + index + 1).padStart(4, "0")}`);
    expect(references.sort()).toEqual(expected);
  });
});
