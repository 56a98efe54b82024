import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/platform/ids";
import { decideRaw, grantedCase, grantRaw, signRaw, signTwice, TERMS } from "./raw-attempts";
import { layRawCase, layRevision, type RawCase } from "./raw-case";
import { answerOf, connect, insert } from "./raw-rows";

let sql: pg.Client;
beforeAll(async () => {
  sql = await connect();
});
afterAll(() => sql.end());

describe("a decision in raw SQL", () => {
  it("is refused with no signature, and with one", async () => {
    const raw = await layRawCase(sql);
    expect(await answerOf(decideRaw(raw))).toBe("CS020 decision_unsigned");
    await signRaw(raw, { personId: raw.people.compliance, lane: "compliance", slot: 1 });
    expect(await answerOf(decideRaw(raw))).toBe("CS020 decision_unsigned");
  });

  it("waits for the third signature where a rule asks for an extra sign-off", async () => {
    const raw = await layRawCase(sql, { approvers: 3 });
    await signTwice(raw);
    expect(await answerOf(decideRaw(raw))).toBe("CS020 decision_unsigned");
    await signRaw(raw, { personId: raw.people.legal, lane: "legal", slot: 3 });
    expect(await answerOf(decideRaw(raw))).toBe("accepted");
  });

  it("needs two signatures even where a screening says one", async () => {
    const raw = await layRawCase(sql, { approvers: 1 });
    await signRaw(raw, { personId: raw.people.compliance, lane: "compliance", slot: 1 });
    expect(await answerOf(decideRaw(raw))).toBe("CS020 decision_unsigned");
  });

  it("is refused with another outcome or digest than the signed one", async () => {
    const raw = await layRawCase(sql, { outcome: "decline" });
    await signTwice(raw);
    expect(await answerOf(decideRaw(raw, { outcome: "approve" }))).toBe("CS020 decision_proposal");
    expect(await answerOf(decideRaw(raw, { outcome: "decline", digest: "0".repeat(64) }))).toBe(
      "CS020 decision_proposal",
    );
    expect(await answerOf(decideRaw(raw, { outcome: "decline" }))).toBe("accepted");
  });

  it("is refused in tier 3 without the ethics chair, and as an approval in tier 4", async () => {
    const third = await layRawCase(sql, { tier: "T3" });
    await signRaw(third, { personId: third.people.compliance, lane: "compliance", slot: 1 });
    await signRaw(third, { personId: third.people.legal, lane: "legal", slot: 2 });
    expect(await answerOf(decideRaw(third))).toBe("CS020 decision_chair");
    const fourth = await layRawCase(sql, { tier: "T4" });
    await signTwice(fourth);
    expect(await answerOf(decideRaw(fourth))).toBe("CS020 decision_board");
  });

  it.each(["blocked", "denied"])(
    "is refused as an approval of what the screening has %s",
    async (outcome) => {
      const raw = await layRawCase(sql);
      await signTwice(raw);
      await insert(sql, "Screening", {
        id: newId("scr"),
        revisionId: raw.revisionId,
        packVersion: "2026-11",
        outcome,
        tier: "T1",
        risk: 20,
        result: JSON.stringify({ approvers: 2 }),
      });
      expect(await answerOf(decideRaw(raw))).toBe("CS020 decision_screening");
    },
  );

  it("is refused when the application was changed after the signatures", async () => {
    const raw = await layRawCase(sql);
    await signTwice(raw);
    await layRevision(sql, raw.applicationId, raw.people.applicant, "T1");
    expect(await answerOf(decideRaw(raw))).toBe("CS020 decision_revision");
  });
});

describe("a grant in raw SQL", () => {
  it("is refused without a decision, and from a decline", async () => {
    const raw = await layRawCase(sql, { outcome: "decline" });
    expect(await answerOf(grantRaw(raw, newId("dec")))).toBe("CS030 grant_decision");
    await signTwice(raw);
    const declined = await decideRaw(raw, { outcome: "decline" });
    expect(await answerOf(grantRaw(raw, declined))).toBe("CS030 grant_decision");
  });

  it("is refused with any terms but the signed ones, for anyone but the applicant", async () => {
    const raw = await layRawCase(sql);
    await signTwice(raw);
    const decisionId = await decideRaw(raw);
    const wider = JSON.stringify({ ...TERMS, operations: ["verify_1_1", "identify_1_n"] });
    expect(await answerOf(grantRaw(raw, decisionId, { terms: wider }))).toBe("CS030 grant_terms");
    const stranger = await layRawCase(sql);
    expect(await answerOf(grantRaw(raw, decisionId, { tenantId: stranger.organisationId }))).toBe(
      "CS030 grant_tenant",
    );
    expect(await answerOf(grantRaw(stranger, decisionId))).toBe("CS030 grant_decision");
    expect(await answerOf(grantRaw(raw, decisionId))).toBe("accepted");
  });

  it("keeps its terms, decision and tenant, and never lasts longer", async () => {
    const { grantId } = await grantedCase(await layRawCase(sql));
    const change = (set: string) => answerOf(sql.query(`UPDATE "Grant" SET ${set} WHERE id = $1`, [grantId]));
    expect(await change(`terms = '{}'`)).toBe("CS002 immutable");
    expect(await change(`"decisionId" = 'dec_x'`)).toBe("CS002 immutable");
    expect(await change(`"tenantId" = 'org_x'`)).toBe("CS002 immutable");
    expect(await change(`"expiresAt" = "expiresAt" + interval '1 day'`)).toBe("CS002 immutable");
    expect(await change(`state = 'suspended'`)).toBe("accepted");
    expect(await answerOf(sql.query(`DELETE FROM "Grant" WHERE id = $1`, [grantId]))).toBe(
      "CS001 append_only",
    );
  });
});

describe("a key in raw SQL", () => {
  const key = (granted: RawCase & { grantId: string }, bend = {}) => ({
    id: newId("key"),
    publicId: newId("key"),
    tenantId: granted.organisationId,
    grantId: granted.grantId,
    name: "gate",
    secretMac: Buffer.alloc(32),
    pepperVersion: 1,
    scopes: [],
    cidrs: [],
    apiVersion: "2026-11-01",
    createdById: granted.people.applicant,
    expiresAt: new Date("2027-06-01"),
    ...bend,
  });

  it("is refused unless its grant is active and its tenant's", async () => {
    const granted = await grantedCase(await layRawCase(sql));
    const other = await layRawCase(sql);
    expect(await answerOf(insert(sql, "ApiKey", key(granted)))).toBe("accepted");
    expect(await answerOf(insert(sql, "ApiKey", key(granted, { tenantId: other.organisationId })))).toBe(
      "CS040 key_grant_inactive",
    );
    for (const state of ["provisioning", "restricted", "suspended", "revoked", "expired"]) {
      await sql.query(`UPDATE "Grant" SET state = $2 WHERE id = $1`, [granted.grantId, state]);
      expect([state, await answerOf(insert(sql, "ApiKey", key(granted)))]).toEqual([
        state,
        "CS040 key_grant_inactive",
      ]);
    }
  });

  it("stays revoked", async () => {
    const granted = await grantedCase(await layRawCase(sql));
    const row = key(granted, { revokedAt: new Date() });
    await insert(sql, "ApiKey", row);
    const revive = sql.query(`UPDATE "ApiKey" SET "revokedAt" = NULL WHERE id = $1`, [row.id]);
    expect(await answerOf(revive)).toBe("CS040 key_revoked");
  });
});
