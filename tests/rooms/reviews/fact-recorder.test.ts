import { beforeAll, describe, expect, test } from "vitest";
import { recordScreening } from "#lib/applications/screen-revision";
import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { dayOf } from "#lib/policy/days";
import { releasePack } from "#lib/policy/release-pack";
import { restedFacts } from "#lib/policy/rested-facts";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import {
  confirmAs,
  type FactPeople,
  passedBy,
  type Recorded,
  recordAs,
  seedFactPeople,
} from "../policy/fact-case";
import { PACK, STATUTE, sample } from "../policy/samples";
import { proposalColumns } from "./raw-attempts";
import { declareNone, type ReviewCase, scoreAll, seedCase, seedScreening, seedStaff } from "./review-case";
import { declineOf, seedStepUp, sign } from "./signing-case";

let people: FactPeople;
/** Of compliance, and an approver besides: who recorded the statute. */
let recorder: Actor;
let other: Actor;
let statute: Recorded;

beforeAll(async () => {
  await releasePack({ actor: "service", pack: PACK });
  people = await seedFactPeople();
  const compliance = await seedStaff("compliance");
  const role = { role: "approver", homeLane: "compliance" } as const;
  await transaction((tx) =>
    seedStaffRole(tx, { data: { id: newId("rol"), personId: compliance.personId, ...role } }),
  );
  recorder = { ...compliance, staffRoles: [...compliance.staffRoles, role] };
  other = await seedStaff("approver", "ethics");
  statute = await passedBy({ ...people, recorder }, { in_force_from: "2026-01-01" });
  await confirmAs(people.lawyer, statute);
});

/** A case waiting for its decision, whose last screening rests on these records. */
async function caseThatRestsOn(restsOn: readonly string[]): Promise<ReviewCase> {
  const review = await seedCase();
  await transaction((tx) => seedScreening(tx, review.revisionId, review.screening, restsOn));
  await scoreAll(review);
  await declareNone(recorder, review);
  await declareNone(other, review);
  return review;
}

const refusedFor = async (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => "accepted",
    (error) => [error.code, error.extras?.reasons],
  );

describe("whoever recorded a legal fact", () => {
  test("neither proposes nor signs in a case that rests on it, by verb or by raw SQL", async () => {
    const review = await caseThatRestsOn([statute.factId]);
    const decline = declineOf(review);
    const ineligible = ["signer_ineligible", ["fact_recorded"]];
    expect(await refusedFor(proposeDecision({ actor: recorder, ...decline }))).toEqual(ineligible);
    const proposal = await proposeDecision({ actor: other, ...decline });
    expect(await refusedFor(sign(recorder, proposal))).toEqual(ineligible);

    const stepUpId = await seedStepUp(recorder, proposal.digest);
    const signed = transaction(
      (
        tx,
      ) => tx.$executeRaw`INSERT INTO "Signature" (id, "proposalId", slot, "signerId", "signerLane", digest, method, "stepUpId", reason)
        VALUES (${newId("sig")}, ${proposal.proposalId}, 1, ${recorder.personId}, 'compliance', ${proposal.digest}, 'password', ${stepUpId}, 'so')`,
    );
    await expect(signed).rejects.toThrow(/signature_fact_recorder/);
    const { applicationId, revisionId } = review;
    const columns = proposalColumns({ applicationId, revisionId, outcome: "decline", by: recorder.personId });
    const proposed = transaction((tx) =>
      tx.decisionProposal.create({ data: { ...columns, conditions: JSON.parse(columns.conditions) } }),
    );
    await expect(proposed).rejects.toThrow(/proposal_fact_recorder/);
    expect(await sign(other, proposal)).toMatchObject({ signed: 1 });
  });

  test("signs in a case that would have gone the same without it", async () => {
    const review = await caseThatRestsOn([]);
    const proposal = await proposeDecision({ actor: recorder, ...declineOf(review) });
    expect(await sign(recorder, proposal)).toMatchObject({ signed: 1 });
  });
});

describe("a screening", () => {
  test("names the records that it rests on, and its ledger entry does", async () => {
    const { applicationId, revisionId } = await seedCase();
    const screened = async (application: ReturnType<typeof sample>) => {
      await transaction(async (tx) =>
        recordScreening(tx, {
          applicationId,
          revisionId,
          pack: PACK,
          application,
          facts: [{ ...STATUTE, in_force_from: "2026-01-01" }],
          now: new Date(),
          actor: "service",
        }),
      );
      return read((tx) => tx.screening.findFirstOrThrow({ where: { revisionId }, orderBy: { id: "desc" } }));
    };
    expect(await screened(sample("us-police"))).toMatchObject({ tier: "T4", restsOn: [statute.factId] });
    expect(await screened(sample("airline"))).toMatchObject({ restsOn: [] });
    const leaves = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: applicationId, kind: "application.screened" } }),
    );
    expect(leaves.map(({ leaf }) => JSON.parse(leaf).data.rests_on)).toEqual([[statute.factId], []]);
  });

  test("rests on each of two records that say the same, and on none whose checklist is not met", () => {
    const on = dayOf(new Date());
    const fact = { ...STATUTE, in_force_from: "2026-01-01" };
    const both = [
      { id: "fct_1", fact },
      { id: "fct_2", fact },
    ];
    expect(restedFacts(PACK, sample("us-police"), both, on)).toEqual(["fct_1", "fct_2"]);
    expect(restedFacts(PACK, sample("hospital"), both, on)).toEqual([]);
    const half = { ...fact, checklist: { ...fact.checklist, remedy: false } };
    expect(restedFacts(PACK, sample("us-police"), [{ id: "fct_3", fact: half }], on)).toEqual([]);
  });
});

test("a record that nobody confirmed opens nothing, and keeps nobody from deciding", async () => {
  const { factId } = await recordAs(recorder);
  const { applicationId, revisionId } = await seedCase();
  await transaction(async (tx) =>
    recordScreening(tx, {
      applicationId,
      revisionId,
      pack: PACK,
      application: sample("us-police"),
      facts: [],
      now: new Date(),
      actor: "service",
    }),
  );
  const { restsOn } = await read((tx) =>
    tx.screening.findFirstOrThrow({ where: { revisionId }, orderBy: { id: "desc" } }),
  );
  expect(restsOn).not.toContain(factId);
});
