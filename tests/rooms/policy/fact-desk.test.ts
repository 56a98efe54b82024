import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { type Assertion, assertionDigest } from "#lib/identity/assertion";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { confirmFact } from "#lib/policy/confirm-fact";
import { dayOf } from "#lib/policy/days";
import {
  countFactsWaiting,
  type FactQuery,
  factDesk,
  factPage,
  recordableFacts,
} from "#lib/policy/fact-view";
import { refuseFact } from "#lib/policy/refuse-fact";
import { releasePack } from "#lib/policy/release-pack";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { holder } from "../identity/passkey-holder";
import { confirmByPasskey, type PasskeyApprover } from "../reviews/passkey-case";
import { codeOf, seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";
import { confirmPasskeysOf } from "../staff/confirmed-passkeys";
import { confirmAs, type FactPeople, passedBy, type Recorded, recordAs, seedFactPeople } from "./fact-case";
import { endOf } from "./said";
import { PACK, STATUTE } from "./samples";

const ALL: FactQuery = { fact: null, place: null, on: null, known: null };
const YESTERDAY = dayOf(new Date(Date.now() - 86_400_000));
const TODAY = dayOf(new Date());

let people: FactPeople;
let auditor: Actor;
/** Confirmed, and over since yesterday. */
let ended: Recorded;
let proposed: Recorded;
let refused: Recorded;

beforeAll(async () => {
  await releasePack({ actor: "service", pack: PACK });
  people = await seedFactPeople();
  auditor = await seedStaff("auditor");
  ended = await passedBy(people, { in_force_from: "2026-01-01" });
  await confirmAs(people.lawyer, ended);
  await confirmAs(people.lawyer, await recordAs(people.recorder, endOf(ended.factId, YESTERDAY)));
  proposed = await recordAs(people.recorder, { place: "US-IL" });
  refused = await recordAs(people.recorder);
  const stepUpId = await seedStepUp(people.lawyer, refused.digest);
  await refuseFact({ actor: people.lawyer, ...refused, stepUpId, reason: "The source is no statute." });
});

describe("the list of legal facts", () => {
  test("has every record that was ever made, with its days, its moments and how far it is", async () => {
    const { lines, total } = await factDesk(auditor, ALL);
    expect(total).toBe(4);
    const stateOf = new Map(lines.map(({ id, state }) => [id, state]));
    expect(stateOf.get(ended.factId)).toBe("ended");
    expect(stateOf.get(proposed.factId)).toBe("proposed");
    expect(stateOf.get(refused.factId)).toBe("refused");
    expect(lines.find(({ id }) => id === ended.factId)).toMatchObject({
      from: "2026-01-01",
      to: YESTERDAY,
      hasPassed: true,
      votes: { for: 2, against: 0, abstain: 0 },
    });
    // The record of the end is no fact that ends: it is confirmed, and has the place of what it ends.
    expect(lines.find(({ ends }) => ends === ended.factId)).toMatchObject({
      state: "confirmed",
      hasPassed: null,
      place: "US",
    });
    expect(await countFactsWaiting(auditor)).toBe(1);
  });

  test("is narrowed by kind and by place", async () => {
    const idsOf = async (query: Partial<FactQuery>) =>
      (await factDesk(auditor, { ...ALL, ...query })).lines.map(({ id }) => id);
    expect(await idsOf({ place: "US-IL" })).toEqual([proposed.factId]);
    expect(await idsOf({ fact: STATUTE.fact })).toHaveLength(4);
    expect(await idsOf({ fact: "us_state_fr_statute" })).toEqual([]);
  });

  test("says what was in force on a day as it was known on another", async () => {
    const answerTo = async (on: string | null, known: string | null) =>
      (await factDesk(auditor, { ...ALL, on, known })).answer.facts.map(({ id, counts }) => [id, counts]);
    expect(await answerTo(YESTERDAY, TODAY)).toEqual([[ended.factId, true]]);
    expect(await answerTo(null, null)).toEqual([]);
    // It was in force, and nobody knew it yet.
    expect(await answerTo(YESTERDAY, YESTERDAY)).toEqual([]);
  });

  test("is for staff, and not for the account team", async () => {
    const outside = await seedStaff("account_team");
    for (const view of [
      () => factDesk(outside, ALL),
      () => factPage(outside, ended.factId),
      () => countFactsWaiting(outside),
      () => recordableFacts(auditor),
    ]) {
      expect(await codeOf((async () => view())())).toBe("forbidden");
    }
    expect(await codeOf(factPage(auditor, newId("fct")))).toBe("not_found");
  });
});

describe("the page of a legal fact", () => {
  test("tells each reader what they may do about it", async () => {
    const mayOf = async (actor: Actor, { factId }: Recorded) => (await factPage(actor, factId)).may;
    const nothing = { vote: false, refuse: false, confirm: false, end: false };
    expect(await mayOf(people.recorder, proposed)).toEqual(nothing);
    expect(await mayOf(auditor, proposed)).toEqual(nothing);
    expect(await mayOf(await seedStaff("board_member"), proposed)).toEqual(nothing);
    expect(await mayOf(people.board.third, proposed)).toEqual({ ...nothing, vote: true });
    // Before the board has passed it, legal may only refuse it.
    expect(await mayOf(people.lawyer, proposed)).toEqual({ ...nothing, refuse: true });
    expect(await mayOf(people.lawyer, refused)).toEqual(nothing);
    expect(await mayOf(people.recorder, ended)).toEqual(nothing);
    const passed = await passedBy(people);
    expect(await mayOf(people.lawyer, passed)).toEqual({ ...nothing, refuse: true, confirm: true });
    expect(await mayOf(people.board.house, passed)).toEqual(nothing);
    expect((await factPage(people.board.house, passed.factId)).ownPart).toBe("voted");
  });

  test("has each act with its role and reason, and nobody's name", async () => {
    const { history, checklist, said } = await factPage(people.lawyer, refused.factId);
    expect(history.map(({ what, role, isMine, reason }) => [what, role, isMine, reason])).toEqual([
      ["recorded", "compliance", false, null],
      ["refused", "legal", true, "The source is no statute."],
    ]);
    expect(checklist.every(({ isMet, reason }) => isMet && reason !== null)).toBe(true);
    expect(said.id).toBe(refused.factId);
  });
});

test("what a passkey answered to the digest of a fact is kept with each signature, and is in the ledger", async () => {
  const { actor, device } = await holder();
  await read((tx) =>
    seedStaffRole(tx, { data: { id: newId("rol"), personId: actor.personId, role: "legal" } }),
  );
  await confirmPasskeysOf(actor.personId);
  const lawyer: PasskeyApprover = {
    actor: { ...actor, staffRoles: [{ role: "legal", homeLane: null }] },
    device,
  };
  const recorded = await passedBy(people);
  const unsigned = await confirmByPasskey(lawyer, recorded.digest, "step_up");
  expect(await codeOf(confirmFact({ actor: lawyer.actor, ...recorded, stepUpId: unsigned }))).toBe(
    "step_up_failed",
  );
  const stepUpId = await confirmByPasskey(lawyer, recorded.digest);
  await confirmFact({ actor: lawyer.actor, ...recorded, stepUpId });
  const kept = await read((tx) => tx.keptAssertion.findUniqueOrThrow({ where: { stepUpId } }));
  expect([kept.personId, kept.digest]).toEqual([actor.personId, recorded.digest]);
  const leaf = await read((tx) =>
    tx.ledgerPending.findFirstOrThrow({ where: { subjectId: recorded.factId, kind: "fact.confirmed" } }),
  );
  expect(leaf.leaf).toContain(assertionDigest(kept.assertion as Assertion));
  const { history } = await factPage(auditor, recorded.factId);
  expect(history.at(-1)).toMatchObject({ what: "confirmed", proof: "verifiable by anyone" });
});
