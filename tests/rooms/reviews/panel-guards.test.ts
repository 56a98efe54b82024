import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canonicalJson, sha256Hex } from "#lib/platform/canonical-json";
import { newId } from "#lib/platform/ids";
import { layStepUp, signRaw } from "./raw-attempts";
import { layRawCase, type RawCase } from "./raw-case";
import { answerOf, connect, insert } from "./raw-rows";

let sql: pg.Client;
let raw: RawCase;
let appealId: string;

beforeAll(async () => {
  sql = await connect();
});
afterAll(() => sql.end());
beforeEach(async () => {
  raw = await layRawCase(sql);
  appealId = newId("apl");
  await insert(sql, "Appeal", {
    id: appealId,
    applicationId: raw.applicationId,
    against: "declined",
    revisionId: raw.revisionId,
    grounds: ["fact"],
    statement: "The trial was on file.",
    filedById: raw.people.applicant,
    filedAt: new Date(),
    dueAt: new Date(Date.now() + 86_400_000),
    state: "open",
  });
});

async function layMember(personId = newId("per")): Promise<string> {
  await sql.query(
    `INSERT INTO "Person" (id, email, name, "passwordHash", "isDemo")
     VALUES ($1, $1 || '@panel.example', 'Panel', 'x', true)
     ON CONFLICT (id) DO UPDATE SET "isDemo" = true`,
    [personId],
  );
  await insert(sql, "StaffRole", { id: newId("rol"), personId, role: "appeals" });
  return personId;
}

function proposal(by: string) {
  const canonical = canonicalJson({ appeal: appealId, outcome: "reversed", by });
  return {
    id: newId("apg"),
    appealId,
    outcome: "reversed",
    reasons: "It was.",
    publicReasons: "It was.",
    canonical,
    digest: sha256Hex(canonical),
    state: "open",
    proposedById: by,
  };
}

async function signature(
  row: { id: string; digest: string },
  signerId: string,
  slot: number,
  bend: Record<string, unknown> = {},
): Promise<void> {
  const stepUpId = bend.stepUpId ?? (await layStepUp(sql, signerId, row.digest));
  const { digest, id: proposalId } = row;
  const whole = {
    id: newId("aps"),
    proposalId,
    slot,
    signerId,
    digest,
    method: "password",
    reason: "So it is.",
  };
  await insert(sql, "AppealSignature", { ...whole, ...bend, stepUpId });
}

describe("an appeal in raw SQL", () => {
  it("is neither proposed nor signed by anyone who took part in the case", async () => {
    await signRaw(raw, { personId: raw.people.ethics, lane: "ethics", slot: 1 });
    const parts = {
      scorer: "appeal_scorer",
      recused: "appeal_recused",
      conflicted: "appeal_conflict",
      applicant: "appeal_applicant_member",
      verifier: "appeal_intake",
      compliance: "appeal_proposer",
      ethics: "appeal_signed",
    } as const;
    const member = await layMember();
    const row = proposal(member);
    await insert(sql, "AppealProposal", row);
    for (const [who, word] of Object.entries(parts)) {
      const personId = await layMember(raw.people[who as keyof typeof parts]);
      expect(await answerOf(signature(row, personId, 1)), who).toBe(`CS080 ${word}`);
    }
    expect(await answerOf(signature(row, raw.people.legal, 1))).toBe("CS080 appeal_not_panel");
    expect(await answerOf(signature(row, member, 1))).toBe("accepted");
  });

  it("is not heard by whoever moved the case or its grant", async () => {
    const member = await layMember();
    await insert(sql, "ApplicationEvent", {
      id: newId("evt"),
      applicationId: raw.applicationId,
      fromState: "active",
      toState: "revoked",
      actorId: member,
      actorRole: "operator",
      reasonCode: "revoked",
    });
    expect(await answerOf(insert(sql, "AppealProposal", proposal(member)))).toBe("CS080 appeal_moved");
  });

  it("takes fresh confirmations of two different people over one digest", async () => {
    const [one, other] = [await layMember(), await layMember()];
    const row = proposal(one);
    await insert(sql, "AppealProposal", row);
    const stale = await layStepUp(sql, one, row.digest, { ageSeconds: 301 });
    expect(await answerOf(signature(row, one, 1, { stepUpId: stale }))).toBe("CS080 appeal_step_up_stale");
    const used = await layStepUp(sql, one, row.digest, { used: true });
    expect(await answerOf(signature(row, one, 1, { stepUpId: used }))).toBe("CS080 appeal_step_up_used");
    const others = await layStepUp(sql, other, row.digest);
    expect(await answerOf(signature(row, one, 1, { stepUpId: others }))).toBe("CS080 appeal_step_up");
    expect(await answerOf(signature(row, one, 1, { digest: "0".repeat(64) }))).toBe("CS080 appeal_digest");
    expect(await answerOf(signature(row, one, 1))).toBe("accepted");
    expect(await answerOf(signature(row, one, 2))).toBe("CS080 appeal_same_signer");
    expect(await answerOf(signature(row, other, 3))).toBe("CS080 appeal_slot");
  });

  it("is decided only when two have signed, only as they signed, and once", async () => {
    const [one, other] = [await layMember(), await layMember()];
    const row = proposal(one);
    await insert(sql, "AppealProposal", row);
    const decide = (outcome: string) =>
      sql.query(
        `UPDATE "Appeal" SET state = 'decided', outcome = $2, "publicReasons" = 'It was.', "decidedAt" = now() WHERE id = $1`,
        [appealId, outcome],
      );
    await signature(row, one, 1);
    expect(await answerOf(decide("reversed"))).toBe("CS080 appeal_unsigned");
    await signature(row, other, 2);
    expect(await answerOf(decide("upheld"))).toBe("CS080 appeal_unsigned");
    expect(await answerOf(decide("reversed"))).toBe("accepted");
    expect(await answerOf(decide("reversed"))).toBe("CS080 appeal_decided");
  });

  it("keeps its words, its signatures and a hard stop's one ground", async () => {
    const member = await layMember();
    const row = proposal(member);
    await insert(sql, "AppealProposal", row);
    await signature(row, member, 1);
    const change = (text: string) => answerOf(sql.query(text, [appealId]));
    expect(await change(`UPDATE "Appeal" SET statement = 'else' WHERE id = $1`)).toBe("CS002 immutable");
    expect(await change(`UPDATE "AppealProposal" SET outcome = 'upheld' WHERE "appealId" = $1`)).toBe(
      "CS002 immutable",
    );
    expect(await change(`DELETE FROM "Appeal" WHERE id = $1`)).toBe("CS001 append_only");
    expect(await answerOf(sql.query(`UPDATE "AppealSignature" SET reason = 'else'`))).toBe(
      "CS001 append_only",
    );
    const stop = sql.query(
      `INSERT INTO "Appeal" (id, "applicationId", against, "revisionId", grounds, statement, "filedById", "filedAt", "dueAt", state)
       SELECT $1 || '2', "applicationId" || '2', 'rejected_hard_stop', "revisionId", ARRAY['procedure'], statement, "filedById", "filedAt", "dueAt", 'open'
       FROM "Appeal" WHERE id = $1`,
      [appealId],
    );
    expect(await answerOf(stop)).toMatch(/^23514/);
  });
});
