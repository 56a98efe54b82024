import { beforeAll, describe, expect, it } from "vitest";
import { certificateForApplicant, certificateForStaff } from "#lib/certificates/certificate-view";
import { appendEntry } from "#lib/ledger/append-entry";
import { isRecord } from "#lib/ledger/leaf";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read, transaction } from "#lib/platform/db";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { newcomer } from "#tests/rooms/identity/newcomer";
import { seedStaff } from "#tests/rooms/reviews/review-case";
import { memberOf, type SignedCase, signedCase } from "./signed-case";
import { outcomeOf } from "./verified";

let signed: SignedCase;
beforeAll(async () => {
  signed = await signedCase();
});

const forStaff = (of: SignedCase) => certificateForStaff(of.approver.actor, of.review.applicationId);

describe("a decision's certificate", () => {
  it("is accepted with no network and no database, and says what was verified", async () => {
    const { text } = await forStaff(signed);
    const { lines, exitCode } = outcomeOf(text);
    expect([exitCode, lines.at(-1)]).toEqual([0, "ok"]);
    const said = lines.join("\n");
    expect(said).toContain(`certificate  of ${signed.decisionId}: approve`);
    expect(said).toContain(`issued over ${signed.digest}`);
    expect(said).toContain("whole, and has the digest that was signed");
    expect(said.match(/passkey verified \(ES256\), its key in the ledger since entry \d+/g)).toHaveLength(2);
    expect(said).toMatch(/grant {8}grt_\w+, made after two signatures/);
  });

  it("names a weaker means as one, and still holds", async () => {
    const weaker = await signedCase("decline", "password");
    const { lines, exitCode } = outcomeOf((await forStaff(weaker)).text);
    expect(exitCode).toBe(0);
    expect(lines.join("\n")).toContain("password seen by the server; nothing to verify offline");
    expect(lines.join("\n")).toContain("grant        none here");
  });

  it("says of a signature from before assertions were kept that there is none", async () => {
    const { certificate } = await forStaff(signed);
    const old = certificate.signatures.map((one) => ({
      ...one,
      proof: "not_kept" as const,
      assertion: null,
    }));
    const { lines, exitCode } = outcomeOf(
      JSON.stringify({ ...JSON.parse((await forStaff(signed)).text), signatures: old }),
    );
    // In this ledger the signature is of a time when they were: so it is refused.
    expect([exitCode, lines[0]]).toEqual([1, expect.stringContaining("where the ledger says assertion")]);
  });

  it("names the board's votes over its digest, dissents as such, and no vote over another", async () => {
    const voted = await signedCase("decline");
    const { certificate } = await forStaff(voted);
    const vote = (member: string, cast: string, digest = voted.digest) => ({
      kind: "board.voted" as const,
      subjectId: certificate.decision.proposal_id,
      data: { member, vote: cast, digest, external: cast === "against" },
    });
    await transaction(async (tx) => {
      await appendEntry(tx, vote("per_for", "for"));
      await appendEntry(tx, vote("per_against", "against"));
      await appendEntry(tx, vote("per_elsewhere", "for", "0".repeat(64)));
    });
    await sequenceEntries({ now: new Date() });
    const { lines, exitCode } = outcomeOf((await forStaff(voted)).text);
    expect(exitCode).toBe(0);
    expect(lines.filter((line) => line.startsWith("board"))).toEqual([
      "board        per_for: for",
      "board        per_against, external: against (dissent)",
    ]);
  });

  it("has one text, whoever of the reviewers takes it", async () => {
    const other = await seedStaff("auditor");
    const taken = await certificateForStaff(other, signed.review.applicationId);
    expect(taken.text).toBe((await forStaff(signed)).text);
  });
});

describe("the applicant's certificate", () => {
  it("withholds by digest who scored, what they wrote and what signers noted, and is accepted", async () => {
    const member = await memberOf(signed.review);
    const { text } = await certificateForApplicant(member, signed.review.applicationId);
    const { lines, exitCode } = outcomeOf(text);
    expect(exitCode).toBe(0);
    expect(lines.join("\n")).toContain("withheld by digest: scores");
    const scores = await read((tx) =>
      tx.factorScore.findMany({ where: { revisionId: signed.review.revisionId } }),
    );
    expect(scores.length).toBeGreaterThan(10);
    for (const { scorerId, rationale } of scores) {
      expect(text).not.toContain(scorerId);
      expect(text).not.toContain(rationale);
    }
    expect(text).not.toContain("Deletion is proved nightly.");
    expect(text).toContain("Opt-in is real, the other lane is as quick.");
  });

  it("drops nothing: each part that reviewers read is there, open or by its digest", async () => {
    const member = await memberOf(signed.review);
    const { certificate } = await certificateForApplicant(member, signed.review.applicationId);
    const whole = (await forStaff(signed)).certificate.signed;
    if (whole.kind !== "whole" || certificate.signed.kind !== "parts") throw new Error("another kind");
    const text: unknown = JSON.parse(whole.text);
    const names = isRecord(text) ? Object.keys(text).sort() : [];
    expect(certificate.signed.parts.map(({ name }) => name).sort()).toEqual(names);
  });
});

describe("a certificate is given", () => {
  it("to nobody outside the organisation and the reviewing staff, nor to who has a conflict", async () => {
    const { applicationId } = signed.review;
    const { actor: stranger } = await newcomer();
    const refused = { code: "not_found" };
    await expect(certificateForApplicant(stranger, applicationId)).rejects.toMatchObject(refused);
    await expect(certificateForStaff(stranger, applicationId)).rejects.toMatchObject(refused);
    const member = await memberOf(signed.review);
    await expect(certificateForStaff(member, applicationId)).rejects.toMatchObject(refused);
    await expect(certificateForStaff(await seedStaff("account_team"), applicationId)).rejects.toMatchObject(
      refused,
    );
    const conflicted = await seedStaff("auditor");
    await declareConflict({
      actor: conflicted,
      applicationId,
      hasConflict: true,
      detail: "A cousin works there.",
    });
    await expect(certificateForStaff(conflicted, applicationId)).rejects.toMatchObject({
      code: "conflict_declared",
    });
  });

  it("for the case that it belongs to, whatever decision is asked for", async () => {
    const other = await signedCase("decline");
    const asked = certificateForStaff(signed.approver.actor, signed.review.applicationId, other.decisionId);
    await expect(asked).rejects.toMatchObject({ code: "not_found" });
  });

  it("once the ledger has signed over the decision, and not before", async () => {
    const late = await signedCase("decline", "passkey", false);
    await expect(forStaff(late)).rejects.toMatchObject({ code: "unavailable" });
    await sequenceEntries({ now: new Date() });
    expect(outcomeOf((await forStaff(late)).text).exitCode).toBe(0);
  });
});
