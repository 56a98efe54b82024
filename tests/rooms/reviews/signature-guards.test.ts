import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/platform/ids";
import { layProposal, layStepUp, signRaw } from "./raw-attempts";
import { layRawCase, layRevision, type RawCase } from "./raw-case";
import { answerOf, connect } from "./raw-rows";

let sql: pg.Client;
let raw: RawCase;

beforeAll(async () => {
  sql = await connect();
});
afterAll(() => sql.end());
beforeEach(async () => {
  raw = await layRawCase(sql);
});

const first = () => ({ personId: raw.people.compliance, lane: "compliance", slot: 1 });
const second = () => ({ personId: raw.people.ethics, lane: "ethics", slot: 2 });

describe("a signature in raw SQL", () => {
  it("is taken from two eligible people of different lanes", async () => {
    expect(await answerOf(signRaw(raw, first()))).toBe("accepted");
    expect(await answerOf(signRaw(raw, second()))).toBe("accepted");
  });

  it("is refused to the same person a second time, in the other slot too", async () => {
    await signRaw(raw, first());
    expect(await answerOf(signRaw(raw, { ...first(), slot: 2 }))).toBe("CS010 signature_same_signer");
  });

  it("is refused to a third person", async () => {
    await signRaw(raw, first());
    await signRaw(raw, second());
    const third = { personId: raw.people.legal, lane: "legal" };
    expect(await answerOf(signRaw(raw, { ...third, slot: 2 }))).toMatch(/^23505/);
    expect(await answerOf(signRaw(raw, { ...third, slot: 3 }))).toBe("CS010 signature_slot");
  });

  it("is refused to a second person from the first one's home lane", async () => {
    await signRaw(raw, { personId: raw.people.legal, lane: "legal", slot: 1 });
    const colleague = { personId: raw.people.alsoLegal, lane: "legal", slot: 2 };
    expect(await answerOf(signRaw(raw, colleague))).toBe("CS010 signature_same_lane");
  });

  it("is refused under a lane that is not the signer's own", async () => {
    const disguised = { personId: raw.people.legal, lane: "privacy", slot: 1 };
    expect(await answerOf(signRaw(raw, disguised))).toBe("CS010 signature_lane");
  });

  it.each([
    ["noApprover", "compliance", "signature_not_approver"],
    ["endedApprover", "privacy", "signature_not_approver"],
    ["scorer", "technical", "signature_scorer"],
    ["recused", "privacy", "signature_recused"],
    ["conflicted", "fairness", "signature_conflict"],
    ["applicant", "security", "signature_applicant_member"],
    ["verifier", "security", "signature_intake"],
    ["earlierVerifier", "security", "signature_intake"],
  ] as const)("is refused to %s", async (who, lane, refusal) => {
    const signer = { personId: raw.people[who], lane, slot: 1 };
    expect(await answerOf(signRaw(raw, signer))).toBe(`CS010 ${refusal}`);
  });

  it("is refused to someone who holds a lane without having scored", async () => {
    await sql.query(
      `INSERT INTO "LaneAssignment" (id, "applicationId", lane, "personId") VALUES ($1, $2, 'legal', $3)`,
      [newId("asg"), raw.applicationId, raw.people.legal],
    );
    const holder = { personId: raw.people.legal, lane: "legal", slot: 1 };
    expect(await answerOf(signRaw(raw, holder))).toBe("CS010 signature_lane_holder");
  });

  it("is refused to a member who left the applicant yesterday", async () => {
    await sql.query(`UPDATE "Membership" SET "endedAt" = now() WHERE "personId" = $1`, [
      raw.people.applicant,
    ]);
    const former = { personId: raw.people.applicant, lane: "security", slot: 1 };
    expect(await answerOf(signRaw(raw, former))).toBe("CS010 signature_applicant_member");
  });

  it("is refused to a disabled person", async () => {
    await sql.query(`UPDATE "Person" SET "disabledAt" = now() WHERE id = $1`, [raw.people.compliance]);
    expect(await answerOf(signRaw(raw, first()))).toBe("CS010 signature_not_approver");
  });

  it("is refused over another digest than the proposal's", async () => {
    expect(await answerOf(signRaw(raw, first(), { digest: "f".repeat(64) }))).toBe("CS010 signature_digest");
  });

  it("is refused once the application has a newer revision", async () => {
    await layRevision(sql, raw.applicationId, raw.people.applicant, "T1");
    expect(await answerOf(signRaw(raw, first()))).toBe("CS010 signature_revision");
  });

  it("is refused on a void proposal", async () => {
    await sql.query(`UPDATE "DecisionProposal" SET state = 'void' WHERE id = $1`, [raw.proposalId]);
    expect(await answerOf(signRaw(raw, first()))).toBe("CS010 signature_proposal_closed");
  });
});

describe("a signature's step-up", () => {
  it("must exist", async () => {
    const answer = await answerOf(signRaw(raw, first(), { stepUpId: newId("stp") }));
    expect(answer).toBe("CS010 signature_step_up");
  });

  it("must be the signer's own", async () => {
    const stepUpId = await layStepUp(sql, raw.people.ethics, raw.digest);
    expect(await answerOf(signRaw(raw, first(), { stepUpId }))).toBe("CS010 signature_step_up");
  });

  it("must be bound to the digest that is signed", async () => {
    const stepUpId = await layStepUp(sql, raw.people.compliance, "e".repeat(64));
    expect(await answerOf(signRaw(raw, first(), { stepUpId }))).toBe("CS010 signature_step_up");
  });

  it("must be at most five minutes old by the database's clock", async () => {
    const fresh = await layStepUp(sql, raw.people.compliance, raw.digest, { ageSeconds: 290 });
    const stale = await layStepUp(sql, raw.people.ethics, raw.digest, { ageSeconds: 301 });
    expect(await answerOf(signRaw(raw, first(), { stepUpId: fresh }))).toBe("accepted");
    expect(await answerOf(signRaw(raw, second(), { stepUpId: stale }))).toBe("CS010 signature_step_up_stale");
  });

  it("cannot be dated into the future to last longer", async () => {
    const stepUpId = await layStepUp(sql, raw.people.compliance, raw.digest, { ageSeconds: -600 });
    expect(await answerOf(signRaw(raw, first(), { stepUpId }))).toBe("CS010 signature_step_up_stale");
  });

  it("must not have been used, and is used by the signature", async () => {
    const used = await layStepUp(sql, raw.people.compliance, raw.digest, { used: true });
    expect(await answerOf(signRaw(raw, first(), { stepUpId: used }))).toBe("CS010 signature_step_up_used");
    const fresh = await layStepUp(sql, raw.people.compliance, raw.digest);
    await signRaw(raw, first(), { stepUpId: fresh });
    const { rows } = await sql.query(`SELECT "usedAt" FROM "StepUp" WHERE id = $1`, [fresh]);
    expect(rows[0].usedAt).not.toBeNull();
  });

  it("may be used by the transaction that signs", async () => {
    const stepUpId = await layStepUp(sql, raw.people.compliance, raw.digest);
    await sql.query("BEGIN");
    await sql.query(`UPDATE "StepUp" SET "usedAt" = now() WHERE id = $1`, [stepUpId]);
    const answer = await answerOf(signRaw(raw, first(), { stepUpId }));
    await sql.query("COMMIT");
    expect(answer).toBe("accepted");
  });

  it("signs one proposal only, even one with the same signer", async () => {
    const stepUpId = await layStepUp(sql, raw.people.compliance, raw.digest);
    await signRaw(raw, first(), { stepUpId });
    await sql.query(`UPDATE "DecisionProposal" SET state = 'void' WHERE id = $1`, [raw.proposalId]);
    const again = await layProposal(sql, { ...raw, outcome: "approve", by: raw.people.compliance });
    expect(await answerOf(signRaw({ sql, ...again }, first(), { stepUpId }))).toBe("CS010 signature_step_up");
  });

  it("cannot be made fresh, moved to another digest or unused", async () => {
    const id = await layStepUp(sql, raw.people.compliance, raw.digest, { ageSeconds: 900, used: true });
    const change = (set: string) => answerOf(sql.query(`UPDATE "StepUp" SET ${set} WHERE id = $1`, [id]));
    expect(await change(`"createdAt" = now()`)).toBe("CS002 immutable");
    expect(await change(`digest = 'x'`)).toBe("CS002 immutable");
    expect(await change(`"usedAt" = NULL`)).toBe("CS002 immutable");
  });
});

it("two second signatures at once: one is taken", async () => {
  await signRaw(raw, first());
  const other = await connect();
  const answers = await Promise.all([
    answerOf(signRaw(raw, second())),
    answerOf(signRaw({ ...raw, sql: other }, { personId: raw.people.legal, lane: "legal", slot: 2 })),
  ]);
  await other.end();
  expect(answers.filter((answer) => answer === "accepted")).toHaveLength(1);
});

it("two people of one lane signing at once, in different slots: one is taken", async () => {
  const other = await connect();
  await sql.query("BEGIN");
  await signRaw(raw, { personId: raw.people.legal, lane: "legal", slot: 1 });
  const late = layStepUp(other, raw.people.alsoLegal, raw.digest).then((stepUpId) =>
    answerOf(
      signRaw(
        { ...raw, sql: other },
        { personId: raw.people.alsoLegal, lane: "legal", slot: 2 },
        { stepUpId },
      ),
    ),
  );
  await new Promise((done) => setTimeout(done, 100));
  await sql.query("COMMIT");
  expect(await late).toBe("CS010 signature_same_lane");
  await other.end();
});
