import { describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { assignLanes } from "#lib/reviews/assign-lanes";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { queueFilter } from "#lib/reviews/queue-filter";
import { reviewQueue } from "#lib/reviews/queue-view";
import { confirmAs, draftFor, proposeAs, raw, seedCandidate, seedKeepers } from "../staff/staff-case";
import { codeOf, type ReviewCase, seedCase, seedStaff } from "./review-case";

const yearsAgo = (years: number) =>
  new Date(Date.now() - years * 365.25 * 86_400_000).toISOString().slice(0, 10);

/** Of the lane privacy, as two people put it on record. */
async function specialist(
  past: { employer: string; to: string }[],
  employer = "Countersign Foundation",
): Promise<Actor> {
  const { officer, operator } = await seedKeepers();
  const { email, ...actor } = await seedCandidate("Dana Whitlock");
  const past_employers = past.map((one) => ({ ...one, from: "2010-01-01" }));
  const proposed = await proposeAs(officer, draftFor(email, { employer, past_employers }));
  await confirmAs(operator, proposed);
  return { ...actor, staffRoles: [{ role: "privacy", homeLane: null }] };
}

const refusalIn = async ({ applicationId }: ReviewCase, actor: Actor) => {
  const [row] = await read(
    (tx) =>
      tx.$queryRaw<
        { refusal: string | null }[]
      >`SELECT guard_signer_refusal(${actor.personId}, ${applicationId}) AS refusal`,
  );
  return row?.refusal?.split(":")[0] ?? null;
};

describe("whoever the applicant employed within five years", () => {
  it("is kept out of its case by verb, by queue and by the database, and the assignment says why", async () => {
    const actor = await specialist([{ employer: "NORTHWIND AIRWAYS, Limited", to: yearsAgo(2) }]);
    const review = await seedCase();
    const { applicationId } = review;
    const declare = declareConflict({ actor, applicationId, hasConflict: false, detail: "" });
    expect(await codeOf(declare)).toBe("forbidden");
    const intake = await seedStaff("intake");
    const assign = {
      actor: intake,
      applicationIds: [applicationId],
      lane: "privacy",
      personId: actor.personId,
    } as const;
    const [assigned] = await assignLanes(assign);
    expect(assigned?.refusal).toContain("is employed by the applicant, or was within five years");
    const { rows } = await reviewQueue(actor, queueFilter({ show: "all" }));
    expect(rows.map(({ id }) => id)).not.toContain(applicationId);
    expect(await refusalIn(review, actor)).toBe("signature_past_employer");
  });

  it.each([
    ["its registration number", { employer: "An airline (nw-204411)", to: yearsAgo(1) }],
    ["its verified domain", { employer: "northwind.example", to: yearsAgo(1) }],
  ])("is known by %s", async (_by, past) => {
    const actor = await specialist([past]);
    const review = await seedCase();
    await raw(
      `INSERT INTO "OrganisationDomain" (id, "organisationId", domain, proof, "verifiedAt") VALUES ($1, $2, 'northwind.example', 'x', now())`,
      newId("dom"),
      review.organisationId,
    );
    expect(await refusalIn(review, actor)).toBe("signature_past_employer");
  });

  it("is free after that time, and so is who worked elsewhere", async () => {
    const review = await seedCase();
    const long = await specialist([{ employer: "Northwind Airways Ltd", to: yearsAgo(6) }]);
    const elsewhere = await specialist([{ employer: "Southwind Airways Ltd", to: yearsAgo(1) }]);
    expect([await refusalIn(review, long), await refusalIn(review, elsewhere)]).toEqual([null, null]);
    const { applicationId } = review;
    await declareConflict({ actor: long, applicationId, hasConflict: false, detail: "" });
    const now = await specialist([], "Northwind Airways Ltd");
    expect(await refusalIn(review, now)).toBe("signature_past_employer");
  });
});

it("whoever opened the emergency lane is refused by the database as by the verb", async () => {
  const review = await seedCase();
  const opener = await seedStaff("approver", "legal");
  expect(await refusalIn(review, opener)).toBeNull();
  await raw(
    `INSERT INTO "EmergencyLane" ("revisionId", "applicationId", danger, "openedById", "openedAt") VALUES ($1, $2, 'x', $3, now())`,
    review.revisionId,
    review.applicationId,
    opener.personId,
  );
  expect(await refusalIn(review, opener)).toBe("signature_intake");
});
