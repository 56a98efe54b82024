import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { authorise } from "#lib/grants/authorise";
import { compileGrant } from "#lib/grants/compile-grant";
import { createGrantFromDecision } from "#lib/grants/create-grant";
import { expireGrants } from "#lib/grants/expire-grants";
import { loadGate } from "#lib/grants/load-gate";
import { revokeGrant } from "#lib/grants/revoke-grant";
import type { Actor } from "#lib/identity/actor";
import { issueKey } from "#lib/keys/issue-key";
import { read, transaction } from "#lib/platform/db";
import { checkApplication } from "#lib/policy/check-application";
import type { ApplicationData } from "#lib/policy/contract";
import { struckSites } from "#lib/reviews/check-conditions";
import { decisionDesk } from "#lib/reviews/decision-view";
import { emergencyRefusals } from "#lib/reviews/emergency";
import { openEmergencyLane } from "#lib/reviews/open-emergency-lane";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { startReReview } from "#lib/reviews/start-re-review";
import { seedPerson } from "#tests/support/seed-person";
import { REQUEST } from "../grants/terms-fixture";
import { asNow } from "./appeal-case";
import { codeOf, declareNone, pack, type ReviewCase, seedCase, seedStaff } from "./review-case";
import { conditionsFor, seedApprovers, sign } from "./signing-case";

const HOUR_MS = 3_600_000;
const DANGER = "A child of six went missing at the terminal an hour ago.";
let desk: Actor;
beforeAll(async () => {
  desk = await seedStaff("intake");
});

/** A humanitarian body that seeks a missing person, at the airline's place. */
const humanitarian = (application: ApplicationData) => {
  application.organisation.customer_type = "ngo";
  application.purpose.use_case = "missing_person";
};

/** A file of the tests in place of the airline's. */
const from =
  (file: string, change: (application: ApplicationData) => void) => (application: ApplicationData) => {
    const checked = checkApplication(JSON.parse(readFileSync(file, "utf8")));
    if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
    Object.assign(application, checked.data);
    change(application);
  };

const opening = ({ applicationId }: ReviewCase) => ({
  actor: desk,
  applicationId,
  imminent: true,
  danger: DANGER,
});

function approvalUntil(review: ReviewCase, endsAt: Date | undefined) {
  const end = endsAt === undefined ? {} : { emergency_ends_at: endsAt.toISOString() };
  const conditions = { ...conditionsFor(review), ...end };
  const { application, applicationId, revisionId, screening } = review;
  const terms = compileGrant({ application, struckSites: struckSites(pack, screening), conditions });
  const grantTerms = JSON.parse(JSON.stringify(terms));
  return { applicationId, revisionId, outcome: "approve" as const, conditions, reasons: DANGER, grantTerms };
}

async function approved(review: ReviewCase): Promise<string> {
  const { first, second } = await seedApprovers();
  for (const actor of [first, second]) await declareNone(actor, review);
  const { emergency } = await decisionDesk(first, review.applicationId);
  const proposal = await proposeDecision({ actor: first, ...approvalUntil(review, emergency?.endsAt) });
  await sign(first, proposal);
  const { decisionId } = await sign(second, proposal);
  return (await createGrantFromDecision({ decisionId: decisionId ?? "" })) ?? "none";
}

async function adminOf({ organisationId }: ReviewCase): Promise<Actor> {
  const actor = await transaction((tx) => seedPerson(tx, "Admin"));
  return { ...actor, memberships: [{ organisationId, role: "admin" }] };
}

const keyFor = async (review: ReviewCase, grantId: string) =>
  issueKey({
    actor: await adminOf(review),
    organisationId: review.organisationId,
    grantId,
    name: "search",
    scopes: ["verify_1_1"],
    cidrs: [],
    days: 90,
  });

describe("an emergency grant that one person ends early", () => {
  it("stops at once, with a reason, and its review opens all the same", async () => {
    const review = await seedCase(humanitarian);
    await openEmergencyLane(opening(review));
    const grantId = await approved(review);
    const { keyId } = await keyFor(review, grantId);
    const reason = "The child was found an hour ago.";
    const auditor = await seedStaff("auditor");
    expect(await codeOf(revokeGrant({ actor: auditor, grantId, reason }))).toBe("forbidden");
    await revokeGrant({ actor: await seedStaff("operator"), grantId, reason });
    const gate = await read((tx) => loadGate(tx, { keyId }));
    const { state } = await read((tx) => tx.grant.findUniqueOrThrow({ where: { id: grantId } }));
    expect(state).toBe("revoked");
    expect(gate === null || !authorise(gate.grant, REQUEST, gate.facts, new Date()).ok).toBe(true);
    expect((await asNow(review)).state).toBe("re_review");
    const rows = await read((tx) => tx.reReview.findMany({ where: { applicationId: review.applicationId } }));
    expect(rows.map(({ trigger }) => trigger)).toEqual(["retrospective_review"]);
    await expireGrants({ now: new Date(Date.now() + 48 * HOUR_MS) });
    expect(await read((tx) => tx.reReview.count({ where: { grantId } }))).toBe(1);
  });
});

describe("the emergency lane", () => {
  it("goes from triage to two approvers without scores, and ends within 24 hours of being proposed", async () => {
    const review = await seedCase(humanitarian);
    await openEmergencyLane(opening(review));
    expect((await asNow(review)).state).toBe("decision_pending");
    const grantId = await approved(review);
    expect((await asNow(review)).state).toBe("active");
    const grant = await read((tx) => tx.grant.findUniqueOrThrow({ where: { id: grantId } }));
    expect(grant.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 24 * HOUR_MS);
    expect(grant.terms).toMatchObject({
      conditions: expect.arrayContaining([
        "single_case_key",
        "expires_within_24_hours",
        "retrospective_review",
      ]),
    });
  });

  it("gives one key for a single case, and no second one", async () => {
    const review = await seedCase(humanitarian);
    await openEmergencyLane(opening(review));
    const grantId = await approved(review);
    const { expiresAt } = await keyFor(review, grantId);
    expect(expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 24 * HOUR_MS);
    expect(await codeOf(keyFor(review, grantId))).toBe("wrong_state");
  });

  it("is reviewed by itself when it ends, and its key stops at that moment", async () => {
    const review = await seedCase(humanitarian);
    await openEmergencyLane(opening(review));
    const grantId = await approved(review);
    const { keyId, expiresAt } = await keyFor(review, grantId);
    const gate = await read((tx) => loadGate(tx, { keyId }));
    const request = { ...REQUEST, purpose: null, site: null, mode: null, clientAddress: null };
    const at = (now: Date) => gate && authorise(gate.grant, request, gate.facts, now);
    expect(at(new Date(expiresAt.getTime()))).toMatchObject({ ok: false });

    await expireGrants({ now: new Date(expiresAt.getTime() + 1_000) });
    expect((await asNow(review)).state).toBe("re_review");
    const event = await read((tx) =>
      tx.applicationEvent.findFirstOrThrow({
        where: { applicationId: review.applicationId, toState: "re_review" },
        select: { reasonCode: true, actorRole: true },
      }),
    );
    expect(event).toEqual({ reasonCode: "retrospective_review", actorRole: "service" });
    await startReReview({ actor: desk, applicationId: review.applicationId });
    expect((await asNow(review)).state).toBe("in_review");
  });

  it("needs two approvers even in tier 4, and no more than two", async () => {
    const review = await seedCase(
      from("tests/fixtures/applications/prosecutor.json", (application) => {
        application.purpose.use_case = "victim_id";
      }),
    );
    expect(review.screening.tier).toBe("T4");
    await openEmergencyLane(opening(review));
    expect(await approved(review)).toMatch(/^grt_/);
  });

  it("never overrides HS01, HS03 or any other denial", async () => {
    const police = await seedCase(
      from("prisma/samples/us-police.json", (application) => {
        application.purpose.use_case = "missing_person";
      }),
    );
    expect(police.screening.rules.map(({ id }) => id)).toContain("HS01");
    const live = await seedCase(
      from("tests/fixtures/applications/prosecutor.json", (application) => {
        application.purpose.use_case = "victim_id";
        Object.assign(application.deployment, { mode: "real_time", camera: "body", space: "public" });
      }),
    );
    expect(live.screening.rules.map(({ id }) => id)).toContain("HS03");
    expect(emergencyRefusals(live.application, live.screening)).toEqual(["denied"]);
    for (const review of [police, live]) {
      expect(await codeOf(openEmergencyLane(opening(review)))).toBe("hard_stop");
      const row = { revisionId: review.revisionId, applicationId: review.applicationId, danger: DANGER };
      const raw = transaction((tx) =>
        tx.emergencyLane.create({ data: { ...row, openedById: desk.personId, openedAt: new Date() } }),
      );
      await expect(raw).rejects.toThrow(/emergency_screening/);
    }
  });

  it("is refused for another purpose, another applicant, without danger in words, and to others than the desk", async () => {
    const airline = await seedCase((application) => {
      application.purpose.use_case = "emergency";
    });
    expect(await codeOf(openEmergencyLane(opening(airline)))).toBe("hard_stop");
    const archive = await seedCase((application) => {
      application.organisation.customer_type = "ngo";
    });
    expect(await codeOf(openEmergencyLane(opening(archive)))).toBe("hard_stop");
    const review = await seedCase(humanitarian);
    const whole = opening(review);
    expect(await codeOf(openEmergencyLane({ ...whole, imminent: false }))).toBe("invalid_request");
    expect(await codeOf(openEmergencyLane({ ...whole, danger: "help" }))).toBe("invalid_request");
    for (const role of ["approver", "privacy", "operator", "auditor"] as const) {
      const actor = await seedStaff(role);
      expect(await codeOf(openEmergencyLane({ ...whole, actor })), role).toBe("forbidden");
    }
    await openEmergencyLane(whole);
    expect(await codeOf(openEmergencyLane(whole))).toBe("wrong_state");
  });

  it("lasts no longer than a day, whatever is proposed, and nothing else may claim to be one", async () => {
    const review = await seedCase(humanitarian);
    await openEmergencyLane(opening(review));
    const { first } = await seedApprovers();
    await declareNone(first, review);
    const tooLong = new Date(Date.now() + 25 * HOUR_MS);
    for (const endsAt of [tooLong, undefined]) {
      const attempt = proposeDecision({ actor: first, ...approvalUntil(review, endsAt) });
      expect(await codeOf(attempt)).toBe("invalid_request");
    }
  });
});

vi.setConfig({ testTimeout: 30_000 });
