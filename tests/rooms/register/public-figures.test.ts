import { beforeAll, describe, expect, it } from "vitest";
import { createApplication } from "#lib/applications/create-application";
import { suspendTenant } from "#lib/grants/suspend-tenant";
import { read } from "#lib/platform/db";
import { publicFigures } from "#lib/register/public-figures";
import type { Example } from "#tests/rooms/applications/example";
import { importExample, submitDraft } from "#tests/rooms/applications/example-case";
import { type Cast, castOf } from "#tests/rooms/applications/people";
import { seedGrant } from "#tests/support/grants";

let cast: Cast;
beforeAll(async () => {
  cast = await castOf();
});

async function submit(change: (application: Example) => void) {
  return submitDraft(cast.signatory, await importExample(cast.signatory, change));
}

// One story, in order: each figure moves with what happens, and with nothing else.
describe("the public figures", () => {
  it("are all nothing before anything happened", async () => {
    expect(await publicFigures()).toEqual({
      received: 0,
      live: 0,
      suspended: 0,
      refusals: [],
      medianDaysToDecision: null,
    });
  });

  it("count what was submitted, and no draft", async () => {
    await createApplication({ actor: cast.signatory, title: "only a draft" });
    await submit(() => undefined);
    expect((await publicFigures()).received).toBe(1);
  });

  it("count a refusal under each rule that refuses", async () => {
    await submit((application) => {
      application.people.gallery_source = "public_web";
    });
    await submit((application) => {
      application.people.gallery_source = "public_web";
      application.purpose.output_use = "sole_basis";
    });
    const { received, refusals } = await publicFigures();
    expect(received).toBe(3);
    expect(refusals).toEqual([
      { ruleId: "HS07", title: expect.any(String), count: 2 },
      { ruleId: "HS10", title: expect.any(String), count: 1 },
    ]);
  });

  it("count approvals in force, until they are suspended or run out", async () => {
    const grant = await seedGrant();
    expect(await publicFigures()).toMatchObject({ live: 1, suspended: 0 });
    await suspendTenant({
      actor: { ...cast.intake, staffRoles: [{ role: "operator", homeLane: null }] },
      tenantId: grant.organisationId,
      reason: "a test",
    });
    expect(await publicFigures()).toMatchObject({ live: 0, suspended: 1 });
  });

  it("take the median of the days from submission to decision", async () => {
    const { applicationId } = await seedGrant();
    const decided = await read((tx) => tx.decision.findFirstOrThrow({ where: { applicationId } }));
    await read((tx) =>
      tx.application.update({
        where: { id: applicationId },
        data: { submittedAt: new Date(decided.decidedAt.getTime() - 2.5 * 86_400_000) },
      }),
    );
    expect((await publicFigures()).medianDaysToDecision).toBe(2.5);
  });

  it("tell no name, reference or id", async () => {
    const told = JSON.stringify(await publicFigures());
    expect(told).not.toMatch(/(org|app|grt|per|dec)_|APP-|Northwind|Seeded/);
  });
});
