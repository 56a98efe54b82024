import { beforeAll, describe, expect, it } from "vitest";
import { importApplication } from "#lib/applications/import-application";
import { revisionForReview } from "#lib/applications/review-view";
import { applicationStatus } from "#lib/applications/status-view";
import { exportApplication, listApplications } from "#lib/applications/view";
import { withdrawApplication } from "#lib/applications/withdraw-application";
import { type Example, exampleApplication } from "#tests/rooms/applications/example";
import { submitExample } from "#tests/rooms/applications/example-case";
import { type Cast, castOf } from "#tests/rooms/applications/people";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf();
});

const submitted = (change?: (application: Example) => void) => submitExample(cast, change);

describe("the status of a case", () => {
  it("shows the applicant every rule that fired with why, its sources and what would lift it", async () => {
    const { applicationId, submission } = await submitted((application) => {
      application.people.subjects = ["patients"];
    });
    const status = await applicationStatus(cast.contributor, applicationId);
    expect(status).toMatchObject({
      state: "blocked_until",
      stage: { label: "Blocked until complete" },
      revision: { number: 1, digest: submission.digest, attestedName: cast.signatory.name },
      screening: { outcome: "blocked" },
      may: { withdraw: false, revise: false },
    });
    const rule = status.screening?.rules.find(({ id }) => id === "HS23");
    expect(rule?.title).toBeTruthy();
    expect(rule?.because).toBeTruthy();
    expect(rule?.source.length).toBeGreaterThan(0);
    expect(rule?.addresses.length).toBeGreaterThan(0);
    expect(rule?.lifts).toContain("Data protection impact assessment");
    expect(status.events.map(({ stage }) => stage)).toEqual([
      "Blocked until complete",
      "Screening",
      "Submitted",
    ]);
  });

  it("offers what the person may do, and names nobody but by role", async () => {
    const { applicationId } = await submitted();
    expect((await applicationStatus(cast.signatory, applicationId)).may).toEqual({
      withdraw: true,
      revise: false,
      amend: true,
      answer: false,
    });
    expect((await applicationStatus(cast.contributor, applicationId)).may).toMatchObject({ amend: false });
    const { events } = await applicationStatus(cast.contributor, applicationId);
    expect(JSON.stringify(events)).not.toContain(cast.signatory.name);
  });

  it("is nobody else's, staff included: they have a view of their own", async () => {
    const { applicationId } = await submitted();
    for (const actor of [cast.stranger, cast.intake, cast.accountTeam]) {
      await expect(applicationStatus(actor, applicationId)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("lists the organisation's cases with where each is", async () => {
    const { applicationId } = await submitted();
    const listed = (await listApplications(cast.contributor)).find(({ id }) => id === applicationId);
    expect(listed).toMatchObject({ state: "triaged", tier: "T1", stage: { holder: "intake" } });
    expect(await listApplications(cast.stranger)).toEqual([]);
    expect(await listApplications(cast.intake)).toEqual([]);
  });

  it("exports what was submitted as it was signed", async () => {
    const { applicationId } = await submitted();
    const { application } = await exportApplication(cast.contributor, applicationId);
    expect(application).toMatchObject({
      attestations: { signed_by: cast.signatory.name },
      documents: [{ kind: "dpia", verified: false }],
    });
  });
});

describe("a revision for review", () => {
  it("is whole, for staff who judge", async () => {
    const { applicationId, submission } = await submitted();
    const review = await revisionForReview(cast.technical, applicationId);
    expect(review).toMatchObject({
      applicationId,
      revisionId: submission.revisionId,
      revision: { digest: submission.digest },
      tier: "T1",
      track: "expedited",
      application: { purpose: exampleApplication().purpose },
      screening: { outcome: "review" },
      evidence: [{ kind: "dpia", verified: false }],
      findings: [],
    });
  });

  it("is not there for applicants, the account team and before a submit, and closed to one's own case", async () => {
    const { applicationId } = await submitted();
    for (const actor of [cast.signatory, cast.stranger, cast.accountTeam]) {
      await expect(revisionForReview(actor, applicationId)).rejects.toMatchObject({ code: "not_found" });
    }
    const insider = { ...cast.technical, memberships: cast.admin.memberships };
    await expect(revisionForReview(insider, applicationId)).rejects.toMatchObject({ code: "forbidden" });
    const draft = await importApplication({ actor: cast.signatory, json: "{}" });
    await expect(revisionForReview(cast.technical, draft.applicationId)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("carries what the applicant said on withdrawing", async () => {
    const { applicationId } = await submitted();
    await withdrawApplication({ actor: cast.signatory, applicationId, note: "we chose another way" });
    const { events } = await revisionForReview(cast.technical, applicationId);
    expect(events[0]).toMatchObject({ stage: "Withdrawn", note: "we chose another way", by: "signatory" });
  });
});
