import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/platform/ids";
import { grantedCase, layProposal, proposalColumns } from "./raw-attempts";
import { layRawCase, layRevision } from "./raw-case";
import { answerOf, connect, insert } from "./raw-rows";

let sql: pg.Client;
beforeAll(async () => {
  sql = await connect();
});
afterAll(() => sql.end());

it("every guard is in the database, whatever migrations came after", async () => {
  const { rows } = await sql.query<{ guard: string }>(`
    SELECT c.relname || '.' || t.tgname AS guard FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgenabled = 'O'
    UNION SELECT tablename || '.' || indexname FROM pg_indexes WHERE indexdef LIKE '%WHERE%'
    UNION SELECT c.relname || '.' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.contype = 'c'`);
  const APPEND_ONLY = [
    "Signature",
    "Decision",
    "ApplicationRevision",
    "Screening",
    "ApplicationEvent",
    "GrantEvent",
    "LedgerLeaf",
    "LedgerNode",
    "LedgerCheckpoint",
  ];
  const NO_DELETE = ["LedgerPending", "DecisionProposal", "Grant"];
  expect(rows.map(({ guard }) => guard)).toEqual(
    expect.arrayContaining([
      ...APPEND_ONLY.map((table) => `${table}.append_only`),
      ...[...APPEND_ONLY, ...NO_DELETE, "FactorScore"].map((table) => `${table}.append_only_truncate`),
      ...NO_DELETE.map((table) => `${table}.append_only_delete`),
      "LedgerPending.erase_only",
      "FactorScore.score_insert",
      "FactorScore.score_change",
      "FactorScore.FactorScore_points_range",
      "FactorScore.FactorScore_locked_is_whole",
      "LaneAssignment.LaneAssignment_one_holder",
      "DecisionProposal.proposal_insert",
      "DecisionProposal.proposal_change",
      "DecisionProposal.DecisionProposal_one_open",
      "StepUp.step_up_change",
      "Signature.signature_insert",
      "Signature.signature_keeps_assertion",
      "AppealSignature.appeal_signature_keeps_assertion",
      "BoardVote.vote_keeps_assertion",
      "KeptAssertion.kept_assertion_insert",
      "KeptAssertion.append_only",
      "KeptAssertion.append_only_truncate",
      "Signature.Signature_slot",
      "Decision.decision_insert",
      "Grant.grant_insert",
      "Grant.grant_change",
      "ApiKey.key_insert",
      "ApiKey.key_change",
      "Job.job_state",
    ]),
  );
});

describe("records that are only added to", () => {
  it("refuse update, delete and truncate in raw SQL", async () => {
    const granted = await grantedCase(await layRawCase(sql));
    await layLedger(granted.applicationId);
    await insert(sql, "ApplicationEvent", {
      id: newId("evt"),
      applicationId: granted.applicationId,
      fromState: "draft",
      toState: "submitted",
      actorRole: "signatory",
      reasonCode: "submitted",
    });
    await insert(sql, "GrantEvent", {
      id: newId("evt"),
      grantId: granted.grantId,
      fromState: "provisioning",
      toState: "active",
      reasonCode: "preconditions_met",
    });
    const columns = {
      Signature: "reason",
      Decision: "digest",
      ApplicationRevision: "canonical",
      Screening: "outcome",
      ApplicationEvent: `"toState"`,
      GrantEvent: `"toState"`,
      LedgerLeaf: "leaf",
      LedgerNode: "hash",
      LedgerCheckpoint: "note",
    };
    for (const [table, column] of Object.entries(columns)) {
      const { rows } = await sql.query(`SELECT count(*)::int AS n FROM "${table}"`);
      expect([table, rows[0].n > 0]).toEqual([table, true]);
      const answers = [
        await answerOf(sql.query(`UPDATE "${table}" SET ${column} = ${column}`)),
        await answerOf(sql.query(`DELETE FROM "${table}"`)),
        await answerOf(sql.query(`TRUNCATE "${table}" CASCADE`)),
      ];
      expect([table, ...answers]).toEqual([table, ...Array(3).fill("CS001 append_only")]);
    }
  });

  async function layLedger(subjectId: string): Promise<void> {
    await insert(sql, "LedgerPending", {
      kind: "k",
      subjectId,
      leaf: "{}",
      secret: "{}",
      salt: Buffer.alloc(32),
    });
    await sql.query(`INSERT INTO "LedgerLeaf" (index, "pendingId", leaf, "leafHash", kind, "subjectId")
                     SELECT id, id, leaf, 'x', kind, "subjectId" FROM "LedgerPending"`);
    await insert(sql, "LedgerNode", { level: 0, index: 0, hash: Buffer.alloc(32) });
    await insert(sql, "LedgerCheckpoint", { size: 1, rootHash: Buffer.alloc(32), note: "n" });
  }

  it("let a ledger entry lose its secret and nothing else", async () => {
    const subjectId = newId("app");
    await insert(sql, "LedgerPending", {
      kind: "k",
      subjectId,
      leaf: "{}",
      secret: "{}",
      salt: Buffer.alloc(32),
    });
    const change = (set: string) =>
      answerOf(sql.query(`UPDATE "LedgerPending" SET ${set} WHERE "subjectId" = $1`, [subjectId]));
    expect(await change(`leaf = '{"v":2}'`)).toBe("CS001 append_only");
    expect(await change("secret = '{1}'")).toBe("CS001 append_only");
    expect(await change("secret = NULL, kind = 'other'")).toBe("CS001 append_only");
    expect(await change("secret = NULL, salt = NULL")).toBe("accepted");
    expect(await change("secret = '{}'")).toBe("CS001 append_only");
    expect(await answerOf(sql.query(`DELETE FROM "LedgerPending" WHERE "subjectId" = $1`, [subjectId]))).toBe(
      "CS001 append_only",
    );
  });
});

describe("a proposal in raw SQL", () => {
  it.each([
    ["digest", "a".repeat(64), "CS070 proposal_digest"],
    ["outcome", "decline", "CS070 proposal_content"],
    ["reasons", "Other reasons.", "CS070 proposal_content"],
    ["conditions", `{"top_k":5}`, "CS070 proposal_content"],
    ["state", "decided", "CS070 proposal_state"],
  ])("is refused when its %s is not what the text says", async (column, value, refusal) => {
    const raw = await layRawCase(sql);
    await sql.query(`UPDATE "DecisionProposal" SET state = 'void' WHERE id = $1`, [raw.proposalId]);
    const columns = proposalColumns({ ...raw, outcome: "approve", by: raw.people.compliance });
    expect(await answerOf(insert(sql, "DecisionProposal", { ...columns, [column]: value }))).toBe(refusal);
    expect(await answerOf(insert(sql, "DecisionProposal", columns))).toBe("accepted");
  });

  it("is one at a time", async () => {
    const raw = await layRawCase(sql);
    const again = layProposal(sql, { ...raw, outcome: "decline", by: raw.people.compliance });
    expect(await answerOf(again)).toMatch(/^23505/);
  });

  it("is refused on a revision that is not the current one", async () => {
    const raw = await layRawCase(sql);
    await sql.query(`UPDATE "DecisionProposal" SET state = 'void' WHERE id = $1`, [raw.proposalId]);
    await layRevision(sql, raw.applicationId, raw.people.applicant, "T1");
    const late = layProposal(sql, { ...raw, outcome: "approve", by: raw.people.compliance });
    expect(await answerOf(late)).toBe("CS070 proposal_revision");
  });

  it("keeps what it covers, opens once, and is decided by a decision alone", async () => {
    const raw = await layRawCase(sql);
    const change = (set: string) =>
      answerOf(sql.query(`UPDATE "DecisionProposal" SET ${set} WHERE id = $1`, [raw.proposalId]));
    for (const column of ["canonical", "digest", "reasons", `"proposedById"`, "outcome"]) {
      expect(await change(`${column} = 'decline'`)).toBe("CS002 immutable");
    }
    expect(await change(`conditions = '{"top_k":5}'`)).toBe("CS002 immutable");
    expect(await change("state = 'decided'")).toBe("CS070 proposal_state");
    expect(await change(`state = 'void', "voidedAt" = now(), "voidReason" = 'sent_back'`)).toBe("accepted");
    expect(await change("state = 'open'")).toBe("CS070 proposal_state");
    expect(await answerOf(sql.query(`DELETE FROM "DecisionProposal" WHERE id = $1`, [raw.proposalId]))).toBe(
      "CS001 append_only",
    );
  });
});

describe("a score in raw SQL", () => {
  it("is refused from anyone but the lane's holder, out of range, or locked without a reason", async () => {
    const raw = await layRawCase(sql);
    const score = (bend: Record<string, unknown>) =>
      answerOf(
        insert(sql, "FactorScore", {
          id: newId("fsc"),
          applicationId: raw.applicationId,
          revisionId: raw.revisionId,
          factorId: "F12",
          lane: "technical",
          scorerId: raw.people.scorer,
          updatedAt: new Date(),
          ...bend,
        }),
      );
    expect(await score({ scorerId: raw.people.legal })).toBe("CS060 score_not_holder");
    expect(await score({ lane: "privacy", scorerId: raw.people.recused })).toBe("CS060 score_not_holder");
    expect(await score({ points: 5 })).toMatch(/^23514/);
    expect(await score({ points: -1 })).toMatch(/^23514/);
    expect(await score({ points: 3, rationale: "  ", lockedAt: new Date() })).toMatch(/^23514/);
    expect(await score({ rationale: "Reasons.", lockedAt: new Date() })).toMatch(/^23514/);
    expect(await score({ points: 3 })).toBe("accepted");
  });

  it("cannot be changed, unlocked or removed once locked", async () => {
    const raw = await layRawCase(sql);
    const change = (statement: string) => answerOf(sql.query(statement, [raw.applicationId]));
    const where = `WHERE "applicationId" = $1`;
    expect(await change(`UPDATE "FactorScore" SET points = 4 ${where}`)).toBe("CS060 score_locked");
    expect(await change(`UPDATE "FactorScore" SET "lockedAt" = NULL ${where}`)).toBe("CS060 score_locked");
    expect(await change(`DELETE FROM "FactorScore" ${where}`)).toBe("CS060 score_locked");
  });
});
