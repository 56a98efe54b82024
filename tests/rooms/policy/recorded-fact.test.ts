import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { databaseNow, read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { confirmFact } from "#lib/policy/confirm-fact";
import type { FactDraft } from "#lib/policy/fact-faults";
import { type FactVote, factText } from "#lib/policy/fact-statement";
import { factsInForce } from "#lib/policy/facts-in-force";
import { policyInForce } from "#lib/policy/public-view";
import { prepareFact, recordFact } from "#lib/policy/record-fact";
import { refuseFact } from "#lib/policy/refuse-fact";
import { releasePack } from "#lib/policy/release-pack";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { codeOf, seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";
import {
  confirmAs,
  type FactPeople,
  passedBy,
  type Recorded,
  recordAs,
  seedFactPeople,
  voteAs,
  WHY,
} from "./fact-case";
import { BEGINS, endOf } from "./said";
import { PACK, STATUTE } from "./samples";

let people: FactPeople;
let recorder: Actor;
let lawyer: Actor;
let board: FactPeople["board"];

beforeAll(async () => {
  await releasePack({ actor: "service", pack: PACK });
  people = await seedFactPeople();
  ({ recorder, lawyer, board } = people);
});

const record = (change: Partial<FactDraft> = {}, actor = people.recorder) => recordAs(actor, change);
const confirm = (recorded: Recorded, actor = people.lawyer, ageSeconds = 0) =>
  confirmAs(actor, recorded, ageSeconds);
const vote = (recorded: Recorded, actor: Actor, cast: FactVote = "for") => voteAs(actor, recorded, cast);
const passed = () => passedBy(people);

const now = () => transaction(databaseNow);
const seenOn = (day: string, knownAt: Date | null = null) =>
  transaction(async (tx) => (await factsInForce(tx, day, knownAt)).map(({ fact }) => fact));

describe("a legal fact", () => {
  test("counts when one has recorded it, the board has passed it and another has confirmed it, and not before", async () => {
    const recorded = await record();
    expect(await seenOn("2031-01-01")).toEqual([]);
    expect(await codeOf(confirm(recorded))).toBe("wrong_state");
    expect(await vote(recorded, board.outside)).toEqual({ hasPassed: false });
    expect(await codeOf(vote(recorded, board.outside))).toBe("already_signed");
    expect(await vote(recorded, board.house)).toEqual({ hasPassed: true });
    expect(await seenOn("2031-01-01")).toEqual([]);
    const before = await now();
    await confirm(recorded);
    expect(await seenOn("2031-01-01")).toEqual([STATUTE.fact]);
    expect(await seenOn("2030-12-31")).toEqual([]);
    expect(await codeOf(confirm(recorded))).toBe("already_signed");
    // A screening as of an earlier moment does not know what was confirmed since, whatever day it asks about.
    expect(await seenOn("2031-01-01", before)).toEqual([]);

    const beforeEnd = await now();
    const ended = await record(endOf(recorded.factId, "2032-06-30"));
    expect(await seenOn("2032-07-01")).toEqual([STATUTE.fact]);
    expect(await codeOf(vote(ended, board.third))).toBe("wrong_state");
    await confirm(ended);
    expect(await seenOn("2032-06-30")).toEqual([STATUTE.fact]);
    expect(await seenOn("2032-07-01")).toEqual([]);
    expect(await seenOn("2032-07-01", beforeEnd)).toEqual([STATUTE.fact]);
    expect((await policyInForce()).facts).toMatchObject([{ in_force_to: "2032-06-30" }]);

    // A later end than the first does not bring it back: only the board lets it begin anew.
    await confirm(await record(endOf(recorded.factId, "2040-01-01")));
    expect(await seenOn("2032-07-01")).toEqual([]);
  });

  test("is recorded by compliance, confirmed by legal, and passed by the board alone", async () => {
    const approver = await seedStaff("approver");
    for (const other of [lawyer, approver, board.outside]) {
      expect(await codeOf(record({}, other))).toBe("forbidden");
    }
    const recorded = await passed();
    for (const other of [recorder, approver, board.third]) {
      expect(await codeOf((async () => confirm(recorded, other))())).toBe("forbidden");
    }
    expect(await codeOf((async () => vote(recorded, lawyer))())).toBe("forbidden");
  });

  test("is not confirmed by its recorder, whatever roles they hold", async () => {
    const both: Actor = {
      ...recorder,
      staffRoles: [...recorder.staffRoles, { role: "legal", homeLane: null }],
    };
    const recorded = await passed();
    expect(await codeOf(confirm(recorded, both))).toBe("signer_ineligible");
  });

  test("is voted down by a majority, and nobody confirms it then", async () => {
    const recorded = await record();
    await vote(recorded, board.outside, "against");
    await vote(recorded, board.house, "for");
    expect(await vote(recorded, board.third, "against")).toEqual({ hasPassed: false });
    expect(await codeOf(confirm(recorded))).toBe("wrong_state");
  });

  test("that another person refuses stays on record, and never counts", async () => {
    const recorded = await passed();
    const refuse = async (actor: Actor, reason = "Section 5 gives no remedy to those misidentified.") => {
      await sequenceEntries({ now: new Date() });
      const stepUpId = await seedStepUp(actor, recorded.digest);
      return refuseFact({ actor, ...recorded, stepUpId, reason });
    };
    expect(await codeOf(refuse(recorder))).toBe("forbidden");
    await expect(refuse(lawyer, "No.")).rejects.toMatchObject({
      extras: { errors: [{ pointer: "/reason" }] },
    });
    const before = await seenOn("2031-01-01");
    await refuse(lawyer);
    expect(await codeOf(refuse(lawyer))).toBe("wrong_state");
    expect(await codeOf(confirm(recorded))).toBe("wrong_state");
    expect(await codeOf(vote(recorded, board.third))).toBe("wrong_state");
    expect(await seenOn("2031-01-01")).toEqual(before);
  });

  test("is voted on by members with a seat alone", async () => {
    const unseated = await seedStaff("board_member");
    const recorded = await record();
    expect(await codeOf(vote(recorded, unseated))).toBe("forbidden");
  });

  test("is signed over its own record: what reads the same is another text", async () => {
    const one = await record();
    const other = await record();
    expect(one.digest).not.toBe(other.digest);
    const again = { ...BEGINS, id: one.factId };
    const stepUpId = await seedStepUp(recorder, factText(again).digest);
    expect(await codeOf(recordFact({ actor: recorder, said: again, stepUpId }))).toBe("already_signed");
  });

  test("wants a fresh confirmation of the person over exactly its digest", async () => {
    const recorded = await passed();
    expect(await codeOf(confirm(recorded, lawyer, 301))).toBe("step_up_stale");
    expect(await codeOf(confirm({ ...recorded, digest: "0".repeat(64) }))).toBe("digest_changed");
    const stepUpId = await seedStepUp(lawyer, "0".repeat(64));
    expect(await codeOf(confirmFact({ actor: lawyer, ...recorded, stepUpId }))).toBe("step_up_stale");
  });

  test.each([
    [{ checklist: { ...STATUTE.checklist, remedy: false } }, "/checklist/remedy"],
    [{ fact: "us_state_fr_statute" }, "/fact"],
    [{ in_force_from: null }, "/in_force_from"],
    [{ in_force_from: "2031-02-30" }, "/in_force_from"],
    [{ in_force_to: "2030-01-01" }, "/in_force_to"],
    [{ place: null }, "/place"],
    [{ place: "USA" }, "/place"],
    [{ place: "FR" }, "/place"],
    [{ statement: "It is law." }, "/statement"],
    [{ source: " " }, "/source"],
    [{ source_url: "http://www.congress.gov/150/1" }, "/source_url"],
    [{ source_url: "https://who:pass@www.congress.gov/" }, "/source_url"],
    [{ source_url: "javascript:alert(1)" }, "/source_url"],
    [{ source_date: "2999-01-01" }, "/source_date"],
    [{ reasons: { ...BEGINS.reasons, remedy: "§ 5" } }, "/reasons/remedy"],
    [{ checklist: { ...STATUTE.checklist, popularity: true } }, "/checklist/popularity"],
  ])("with %j is not recorded", async (change, pointer) => {
    const draft = { ...BEGINS, ...change };
    const refusal = { code: "invalid_request", extras: { errors: [{ pointer }] } };
    await expect(prepareFact({ actor: recorder, draft })).rejects.toMatchObject(refusal);
    const said = { ...draft, id: newId("fct") };
    await expect(recordFact({ actor: recorder, said, stepUpId: newId("stp") })).rejects.toMatchObject(
      refusal,
    );
  });

  test("that nobody confirmed cannot be ended", async () => {
    const { factId } = await record();
    expect(await codeOf(record(endOf(factId, "2032-01-01")))).toBe("wrong_state");
    expect(await codeOf(record(endOf(newId("fct"), "2032-01-01")))).toBe("not_found");
  });
});

describe("by no raw SQL", () => {
  const confirmation = async ({ factId, digest }: Recorded, actor: Actor, ageSeconds = 0) => {
    const stepUpId = await seedStepUp(actor, digest, ageSeconds);
    const { personId } = actor;
    return transaction(
      (
        tx,
      ) => tx.$executeRaw`INSERT INTO "LegalFactConfirmation" ("factId", "confirmedById", digest, method, "stepUpId")
        VALUES (${factId}, ${personId}, ${digest}, 'password', ${stepUpId})`,
    );
  };

  test("is a fact confirmed by its recorder, without the board, the role or a fresh step-up", async () => {
    const unvoted = await record();
    await expect(confirmation(unvoted, lawyer)).rejects.toThrow(/fact_board/);
    const recorded = await passed();
    await transaction((tx) =>
      seedStaffRole(tx, { data: { id: newId("rol"), personId: recorder.personId, role: "legal" } }),
    );
    await expect(confirmation(recorded, recorder)).rejects.toThrow(/fact_two_people/);
    await expect(confirmation(recorded, board.outside)).rejects.toThrow(/fact_voter/);
    await expect(confirmation(recorded, board.third)).rejects.toThrow(/fact_role/);
    await expect(confirmation(recorded, lawyer, 301)).rejects.toThrow(/fact_step_up_stale/);
    await expect(confirmation({ ...recorded, digest: "0".repeat(64) }, lawyer)).rejects.toThrow(
      /fact_confirmation/,
    );
    await confirmation(recorded, lawyer);
    await expect(confirmation(recorded, lawyer)).rejects.toThrow();
  });

  test("is a fact refused by its recorder, without the role or a reason, or judged once it was refused", async () => {
    const recorded = await passed();
    const refusal = async (actor: Actor, reason = "It gives no remedy.") => {
      const stepUpId = await seedStepUp(actor, recorded.digest);
      return transaction(
        (
          tx,
        ) => tx.$executeRaw`INSERT INTO "LegalFactRefusal" ("factId", "refusedById", reason, digest, method, "stepUpId")
          VALUES (${recorded.factId}, ${actor.personId}, ${reason}, ${recorded.digest}, 'password', ${stepUpId})`,
      );
    };
    await expect(refusal(recorder)).rejects.toThrow(/fact_two_people/);
    await expect(refusal(board.outside)).rejects.toThrow(/fact_voter/);
    await expect(refusal(board.third)).rejects.toThrow(/fact_role/);
    await expect(refusal(lawyer, " ")).rejects.toThrow(/says_why/);
    await refusal(lawyer);
    await expect(confirmation(recorded, lawyer)).rejects.toThrow(/fact_refused/);
    const confirmed = await passed();
    await confirm(confirmed);
    const late = async () => {
      const { factId, digest } = confirmed;
      const stepUpId = await seedStepUp(lawyer, digest);
      return transaction(
        (
          tx,
        ) => tx.$executeRaw`INSERT INTO "LegalFactRefusal" ("factId", "refusedById", reason, digest, method, "stepUpId")
          VALUES (${factId}, ${lawyer.personId}, 'Too late.', ${digest}, 'password', ${stepUpId})`,
      );
    };
    await expect(late()).rejects.toThrow(/fact_refusal_late/);
  });

  test("is a vote cast by someone without a seat, or on what they recorded", async () => {
    const unseated = await seedStaff("board_member");
    const recorded = await record();
    const cast = async (actor: Actor) => {
      const stepUpId = await seedStepUp(actor, recorded.digest);
      return transaction(
        (
          tx,
        ) => tx.$executeRaw`INSERT INTO "LegalFactVote" ("factId", "memberId", vote, reason, digest, method, "stepUpId")
          VALUES (${recorded.factId}, ${actor.personId}, 'for', 'so', ${recorded.digest}, 'password', ${stepUpId})`,
      );
    };
    await expect(cast(unseated)).rejects.toThrow(/fact_vote_not_seated/);
    await expect(cast(lawyer)).rejects.toThrow(/fact_role/);
    await expect(cast(recorder)).rejects.toThrow(/fact_vote_recorder/);
  });

  test("does a fact say other than its digest, change, or go", async () => {
    const id = newId("fct");
    const { canonical, digest } = factText({ ...BEGINS, id });
    const insert = async (text: string, over: string) => {
      const stepUpId = await seedStepUp(recorder, over);
      return transaction(
        (
          tx,
        ) => tx.$executeRaw`INSERT INTO "LegalFact" (id, fact, "inForceFrom", canonical, digest, "recordedById", method, "stepUpId")
          VALUES (${id}, ${STATUTE.fact}, '2031-01-01T00:00:00Z', ${text}, ${over}, ${recorder.personId}, 'password', ${stepUpId})`,
      );
    };
    await expect(insert(`${canonical} `, digest)).rejects.toThrow(/fact_digest/);
    for (const change of [{ in_force_from: "2020-01-01" }, { id: newId("fct") }]) {
      const otherwise = factText({ ...BEGINS, id, ...change });
      await expect(insert(otherwise.canonical, otherwise.digest)).rejects.toThrow(/fact_digest/);
    }
    await insert(canonical, digest);
    for (const table of ["LegalFact", "LegalFactVote", "LegalFactConfirmation", "LegalFactRefusal"]) {
      for (const change of [
        `UPDATE "${table}" SET digest = ''`,
        `DELETE FROM "${table}"`,
        `TRUNCATE "${table}" CASCADE`,
      ]) {
        await expect(
          transaction((tx) => tx.$executeRawUnsafe(change)),
          change,
        ).rejects.toThrow(/append_only/);
      }
    }
  });
});

test("the ledger says who recorded, voted on and confirmed a fact, and not why", async () => {
  const recorded = await passed();
  await confirm(recorded);
  const entries = await read((tx) => tx.ledgerPending.findMany({ where: { subjectId: recorded.factId } }));
  expect(entries.map(({ kind }) => kind).sort()).toEqual([
    "fact.confirmed",
    "fact.recorded",
    "fact.voted",
    "fact.voted",
  ]);
  expect(entries.map(({ leaf }) => leaf).join()).not.toContain(WHY);
});
