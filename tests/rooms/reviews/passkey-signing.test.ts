import { createHash, createPublicKey, verify } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Assertion, assertionDigest, credentialDigest } from "#lib/identity/assertion";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { decisionRecord } from "#lib/reviews/proposal-view";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { signDecision } from "#lib/reviews/sign-decision";
import { confirmByPasskey, type PasskeyApprover, seedPasskeyApprover, signByPasskey } from "./passkey-case";
import { layStepUp, signRaw } from "./raw-attempts";
import { layRawCase, type RawCase } from "./raw-case";
import { answerOf, connect, insert } from "./raw-rows";
import { seedStaff } from "./review-case";
import { approvalOf, seedScored, sign } from "./signing-case";

let sql: pg.Client;
beforeAll(async () => {
  sql = await connect();
});
afterAll(() => sql.end());

const bytes = (text: string) => Buffer.from(text, "base64url");

describe("a decision signed by passkey", () => {
  it("can be verified again from what is kept with it, by its digest alone", async () => {
    const [first, second] = [await seedPasskeyApprover("compliance"), await seedPasskeyApprover("ethics")];
    const review = await seedScored({ first: first.actor, second: second.actor });
    const proposal = await proposeDecision({ actor: first.actor, ...approvalOf(review) });
    await signByPasskey(first, proposal);
    const { decisionId } = await signByPasskey(second, proposal);
    expect(decisionId).not.toBeNull();

    const rows = await read((tx) => tx.keptAssertion.findMany({ where: { digest: proposal.digest } }));
    expect(rows.map(({ personId }) => personId).sort()).toEqual(
      [first.actor.personId, second.actor.personId].sort(),
    );
    for (const { personId, assertion } of rows) {
      const kept = assertion as Assertion;
      const client = JSON.parse(bytes(kept.client_data_json).toString());
      expect(bytes(client.challenge).toString("hex")).toBe(proposal.digest);
      expect(isSigned(kept)).toBe(true);
      const leaves = await leavesOf(personId, proposal.proposalId);
      expect(leaves.enrolled.data.credential_digest).toBe(
        credentialDigest(kept.credential_id, bytes(kept.public_key)),
      );
      expect(leaves.signed.data.assertion_digest).toBe(assertionDigest(kept));
      expect(leaves.enrolled.id < leaves.signed.id).toBe(true);
    }
    const { proposals, isBoardCase } = await decisionRecord(first.actor, review.applicationId);
    expect(isBoardCase).toBe(false);
    expect(proposals[0]?.signatures.map(({ proof }) => proof)).toEqual(["assertion", "assertion"]);
  });

  it("is refused when the passkey confirmed something else than the digest, and nothing is kept", async () => {
    const [first, second] = [await seedPasskeyApprover("compliance"), await seedStaff("approver", "ethics")];
    const review = await seedScored({ first: first.actor, second });
    const { proposalId, digest } = await proposeDecision({ actor: first.actor, ...approvalOf(review) });
    const stepUpId = await confirmByPasskey(first, digest, "step_up");
    const attempt = signDecision({
      actor: first.actor,
      proposalId,
      digest,
      stepUpId,
      reason: "Deletion is proved nightly.",
    });
    await expect(attempt).rejects.toMatchObject({ code: "step_up_failed" });
    expect(await read((tx) => tx.signature.count({ where: { proposalId } }))).toBe(0);
    expect(await read((tx) => tx.keptAssertion.count({ where: { digest } }))).toBe(0);
    await sign(second, { proposalId, digest });
    const { proposals } = await decisionRecord(second, review.applicationId);
    expect(proposals[0]?.signatures.map(({ proof }) => proof)).toEqual(["seen"]);
  });

  async function leavesOf(personId: string, proposalId: string) {
    const pending = await read((tx) =>
      tx.ledgerPending.findMany({
        where: {
          OR: [
            { kind: "person.passkey_enrolled", subjectId: personId },
            { kind: "decision.signed", subjectId: proposalId },
          ],
        },
        orderBy: { id: "asc" },
      }),
    );
    const read_ = pending.map(({ id, leaf }) => ({ id, ...JSON.parse(leaf) }));
    return {
      enrolled: read_.find(({ kind }) => kind === "person.passkey_enrolled"),
      signed: read_.find(({ kind, data }) => kind === "decision.signed" && data.signer === personId),
    };
  }
});

/** ES256 by the last 64 bytes of the test's COSE key: −2 and −3 with their heads (RFC 9053 §7.1.1). */
function isSigned(kept: Assertion): boolean {
  const cose = bytes(kept.public_key);
  const y = cose.subarray(-32).toString("base64url");
  const x = cose.subarray(-67, -35).toString("base64url");
  const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  const client = createHash("sha256").update(bytes(kept.client_data_json)).digest();
  const signed = Buffer.concat([bytes(kept.authenticator_data), client]);
  return verify("sha256", signed, key, bytes(kept.signature));
}

describe("a passkey signature in raw SQL", () => {
  let raw: RawCase;
  let approver: PasskeyApprover;
  let good: Assertion;
  beforeEach(async () => {
    raw = await layRawCase(sql);
    approver = await seedPasskeyApprover("compliance");
    const stepUpId = await confirmByPasskey(approver, raw.digest);
    const row = await read((tx) => tx.stepUp.findUniqueOrThrow({ where: { id: stepUpId } }));
    good = row.assertion as Assertion;
  });

  const signer = () => ({ personId: approver.actor.personId, lane: "compliance", slot: 1 });
  async function withAssertion(assertion: unknown): Promise<string> {
    const id = newId("stp");
    const { sessionId, personId } = approver.actor;
    const given = assertion === null ? null : JSON.stringify(assertion);
    await insert(sql, "StepUp", {
      id,
      sessionId,
      personId,
      method: "passkey",
      digest: raw.digest,
      assertion: given,
    });
    return answerOf(signRaw(raw, signer(), { method: "passkey", stepUpId: id }));
  }
  const clientData = (change: Record<string, unknown>) => {
    const client = { ...JSON.parse(bytes(good.client_data_json).toString()), ...change };
    return Buffer.from(JSON.stringify(client)).toString("base64url");
  };

  it("is taken with its assertion, which is kept beside it", async () => {
    expect(await withAssertion(good)).toBe("accepted");
    const kept = await read((tx) => tx.keptAssertion.findFirstOrThrow({ where: { digest: raw.digest } }));
    expect(kept.assertion).toEqual(good);
  });

  it.each<[string, () => unknown, string]>([
    ["without its assertion", () => null, "signature_assertion"],
    ["with an assertion that is no object", () => "signed", "signature_assertion"],
    ["with an empty signature", () => ({ ...good, signature: "" }), "signature_assertion"],
    [
      "over another digest",
      () => ({ ...good, client_data_json: clientData({ challenge: "A".repeat(43) }) }),
      "signature_assertion_digest",
    ],
    [
      "of another ceremony",
      () => ({ ...good, client_data_json: clientData({ type: "webauthn.create" }) }),
      "signature_assertion_digest",
    ],
    [
      "with client data that are none",
      () => ({ ...good, client_data_json: "!" }),
      "signature_assertion_digest",
    ],
    ["for another relying party", () => ({ ...good, rp_id: "evil.example" }), "signature_assertion_person"],
    [
      "with nobody verified",
      () => ({ ...good, authenticator_data: unverified() }),
      "signature_assertion_person",
    ],
    [
      "with a key that is not the signer's",
      () => ({ ...good, public_key: "AAAA" }),
      "signature_assertion_key",
    ],
    ["with a stranger's credential", () => ({ ...good, credential_id: "AAAA" }), "signature_assertion_key"],
  ])("is refused %s", async (_, assertion, refusal) => {
    expect(await withAssertion(assertion())).toBe(`CS010 ${refusal}`);
    expect(await read((tx) => tx.keptAssertion.count({ where: { digest: raw.digest } }))).toBe(0);
  });

  function unverified(): string {
    const data = bytes(good.authenticator_data);
    data[32] = 0x01;
    return data.toString("base64url");
  }

  it("keeps what it stands on: nobody changes it, removes it, or lays another beside it", async () => {
    expect(await withAssertion(good)).toBe("accepted");
    const tried = (statement: string) => answerOf(sql.query(statement));
    expect(await tried(`UPDATE "KeptAssertion" SET assertion = '{}'`)).toBe("CS001 append_only");
    expect(await tried(`DELETE FROM "KeptAssertion"`)).toBe("CS001 append_only");
    expect(await tried(`TRUNCATE "KeptAssertion"`)).toBe("CS001 append_only");
    const unused = await layStepUp(sql, raw.people.ethics, raw.digest);
    const laid = insert(sql, "KeptAssertion", {
      stepUpId: unused,
      personId: raw.people.ethics,
      digest: raw.digest,
      assertion: JSON.stringify(good),
    });
    expect(await answerOf(laid)).toBe("CS010 signature_assertion");
    const stepUpId = await confirmByPasskey(approver, raw.digest);
    const change = sql.query(`UPDATE "StepUp" SET assertion = '{}' WHERE id = $1`, [stepUpId]);
    expect(await answerOf(change)).toBe("CS002 immutable");
  });

  it("cannot pass for a signature by another means", async () => {
    const stepUpId = await confirmByPasskey(approver, raw.digest);
    const disguised = await answerOf(signRaw(raw, signer(), { method: "password", stepUpId }));
    expect(disguised).toBe("CS010 signature_step_up");
  });
});

it("a vote of the board by passkey keeps its assertion, and is refused without one", async () => {
  const raw = await layRawCase(sql);
  const member = await seedPasskeyApprover("legal");
  const { personId: memberId, sessionId } = member.actor;
  const seatId = newId("brd");
  await insert(sql, "StaffRole", { id: newId("rol"), personId: memberId, role: "board_member" });
  await insert(sql, "BoardSeat", {
    id: seatId,
    personId: memberId,
    isExternal: true,
    isTechnical: false,
    seatedById: raw.people.ethics,
  });
  const vote = (stepUpId: string) =>
    answerOf(
      insert(sql, "BoardVote", {
        id: newId("bvt"),
        proposalId: raw.proposalId,
        seatId,
        memberId,
        vote: "for",
        reason: "The safeguards are real.",
        digest: raw.digest,
        method: "passkey",
        stepUpId,
      }),
    );
  const without = newId("stp");
  await insert(sql, "StepUp", {
    id: without,
    sessionId,
    personId: memberId,
    method: "passkey",
    digest: raw.digest,
  });
  expect(await vote(without)).toBe("CS010 signature_assertion");
  expect(await vote(await confirmByPasskey(member, raw.digest))).toBe("accepted");
  const kept = await read((tx) => tx.keptAssertion.findFirstOrThrow({ where: { digest: raw.digest } }));
  expect(kept.personId).toBe(memberId);
});

it("an assertion outlives the passkey that made it", async () => {
  const [first, second] = [await seedPasskeyApprover("compliance"), await seedStaff("approver", "ethics")];
  const review = await seedScored({ first: first.actor, second });
  const proposal = await proposeDecision({ actor: first.actor, ...approvalOf(review) });
  await signByPasskey(first, proposal);
  await transaction((tx) => tx.passkey.deleteMany({ where: { personId: first.actor.personId } }));
  const kept = await read((tx) => tx.keptAssertion.findFirstOrThrow({ where: { digest: proposal.digest } }));
  expect(isSigned(kept.assertion as Assertion)).toBe(true);
});
