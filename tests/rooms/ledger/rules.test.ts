import { describe, expect, it } from "vitest";
import { ruledEntry } from "#lib/ledger/entry-data";
import { verifyBundle } from "#lib/ledger/verify-bundle";
import { bundleOf, otherDigest, STORY, type StoryEntry, samePersonTwice, textsOf, told } from "./story";

function judge(entries: readonly StoryEntry[]) {
  return verifyBundle(bundleOf(textsOf(entries)));
}

/** A log that is in order but for its meaning: the fault must be found by the rules, at that entry. */
function expectBroken(entries: readonly StoryEntry[], index: number, reason: string): void {
  expect(judge(entries)).toEqual({ ok: false, failure: { check: "rule", index, reason } });
}

const key = STORY.key.data;
const job = STORY.accepted.data;

describe("the rules, on logs whose hashes and signatures are all right", () => {
  it("accept the whole story", () => {
    const verdict = judge(told());
    expect(verdict).toMatchObject({ ok: true, account: { size: 10, checkpoints: 2, entries: 10 } });
    if (verdict.ok)
      expect(verdict.account.standing.keys.get("key_1")).toEqual({
        grantId: "grt_1",
        formerGrantIds: [],
        revokedAtIndex: 9,
      });
  });

  it("let a key go over to the grant that took the place of its own, and a job end under the name it began with", () => {
    const next = { ...STORY.grant, subjectId: "grt_2" };
    const moved = ruledEntry("key.moved", "key_1", { from_grant_id: "grt_1", grant_id: "grt_2" });
    const { opened, submitted, firstSignature, secondSignature, decision, grant, key: issued } = STORY;
    const before = [opened, submitted, firstSignature, secondSignature, decision, grant, issued];
    expect(judge([...before, STORY.accepted, next, moved, STORY.released])).toMatchObject({ ok: true });

    expectBroken([...before, moved], 7, "key.moved: key_1 was moved before its grant grt_2");
    const under = "job_1 names grt_1, but key_1 belongs to grt_2";
    expectBroken([...before, next, moved, STORY.accepted], 9, `job.accepted: ${under}`);
    const stranger = { ...next, data: { ...next.data, tenant_id: "org_2" } };
    expectBroken([...before, stranger, moved], 8, "key.moved: key_1 was moved to another tenant's grant");
  });

  it("catch a grant whose two signatures are one person's", () => {
    const decision = { ...STORY.decision, data: { ...STORY.decision.data, signers: ["per_a"] } };
    expectBroken(
      told({ secondSignature: samePersonTwice, decision }),
      5,
      "grant.created: grt_1 has 1 of 2 signatures by different people over its digest before it",
    );
  });

  it("catch a grant with one signature", () => {
    const decision = { ...STORY.decision, data: { ...STORY.decision.data, signers: ["per_a"] } };
    expectBroken(
      told({ secondSignature: null, decision }),
      4,
      "grant.created: grt_1 has 1 of 2 signatures by different people over its digest before it",
    );
  });

  it("catch a decision that names someone who did not sign", () => {
    expectBroken(
      told({ secondSignature: samePersonTwice }),
      4,
      "decision.issued: dec_1 names per_b, who had not signed its digest",
    );
  });

  it("catch a second signature over another text", () => {
    expectBroken(
      told({ secondSignature: otherDigest }),
      4,
      "decision.issued: dec_1 names per_b, who had not signed its digest",
    );
  });

  it("catch a signature that came after the decision", () => {
    const { secondSignature, decision, ...rest } = STORY;
    const { opened, submitted, firstSignature, ...later } = rest;
    expectBroken(
      [opened, submitted, firstSignature, decision, secondSignature, ...Object.values(later)],
      3,
      "decision.issued: dec_1 names per_b, who had not signed its digest",
    );
  });

  it("catch a grant without a decision", () => {
    expectBroken(told({ decision: null }), 4, "grant.created: grt_1 has no decision dec_1 before it");
  });

  it("catch a grant from a decline", () => {
    const decision = { ...STORY.decision, data: { ...STORY.decision.data, outcome: "decline" } };
    expectBroken(
      told({ decision }),
      5,
      "grant.created: grt_1 rests on dec_1, which did not approve (decline)",
    );
  });

  it("catch a grant over another digest than was signed", () => {
    const grant = { ...STORY.grant, data: { ...STORY.grant.data, digest: "f".repeat(64) } };
    expectBroken(told({ grant }), 5, "grant.created: grt_1 names another digest than its decision dec_1");
  });

  it("catch a key before its grant", () => {
    const { grant, key: issued, ...rest } = STORY;
    const entries = Object.values(rest);
    expectBroken(
      [...entries.slice(0, 5), issued, grant, ...entries.slice(5)],
      5,
      "key.issued: key_1 was issued before its grant grt_1",
    );
  });

  it("catch a key for another tenant than the grant's", () => {
    const other = { ...STORY.key, data: { ...key, tenant_id: "org_2" } };
    expectBroken(told({ key: other }), 6, "key.issued: key_1 was issued to another tenant than its grant");
  });

  it("catch a job accepted after its key was revoked", () => {
    const late = ruledEntry("job.accepted", "job_2", job);
    expectBroken([...told(), late], 10, "job.accepted: job_2 comes after key_1 was revoked (entry 9)");
  });

  it("catch a job released after its key was revoked", () => {
    const { released, revoked, ...rest } = STORY;
    expectBroken(
      [...Object.values(rest), revoked, released],
      9,
      "job.released: job_1 comes after key_1 was revoked (entry 8)",
    );
  });

  it("let other keys of the grant go on when one is revoked", () => {
    const second = ruledEntry("key.issued", "key_2", key);
    const later = ruledEntry("job.accepted", "job_2", { ...job, key_id: "key_2" });
    expect(judge([...told(), second, later])).toMatchObject({ ok: true });
  });

  it.each<[string, StoryEntry[], string]>([
    [
      "a job under a key that never was",
      [...told(), ruledEntry("job.accepted", "job_2", { ...job, key_id: "key_9" })],
      "job.accepted: job_2 ran under key_9, which was never issued",
    ],
    [
      "a job under another grant than its key's",
      [...told({ revoked: null }), ruledEntry("job.accepted", "job_2", { ...job, grant_id: "grt_9" })],
      "job.accepted: job_2 names grt_9, but key_1 belongs to grt_1",
    ],
    [
      "a job released that was never accepted",
      [...told({ revoked: null }), ruledEntry("job.released", "job_2", STORY.released.data)],
      "job.released: job_2 was never accepted",
    ],
    [
      "a job released twice",
      [...told({ revoked: null }), STORY.released],
      "job.released: job_1 was released before",
    ],
    [
      "a job released under another key",
      [
        ...told({ released: null, revoked: null }),
        ruledEntry("key.issued", "key_2", key),
        ruledEntry("job.released", "job_1", { ...STORY.released.data, key_id: "key_2" }),
      ],
      "job.released: job_1 was accepted under key_1, not key_2",
    ],
    ["a grant made twice", [...told(), STORY.grant], "grant.created: grt_1 was created before"],
    ["a decision issued twice", [...told(), STORY.decision], "decision.issued: dec_1 was issued before"],
    ["a key issued twice", [...told(), STORY.key], "key.issued: key_1 was issued before"],
    [
      "a job accepted twice",
      [...told({ revoked: null }), STORY.accepted],
      "job.accepted: job_1 was accepted before",
    ],
    [
      "a key revoked that never was",
      [...told(), ruledEntry("key.revoked", "key_9", { reason_code: "leaked" })],
      "key.revoked: key_9 was never issued",
    ],
    [
      "a signature under another proposal's name",
      [...told(), { ...STORY.firstSignature, subjectId: "prp_2" }],
      "decision.signed: prp_2 is not the proposal prp_1 that it signs",
    ],
    [
      "an entry whose data cannot be read",
      [...told(), { kind: "key.revoked", subjectId: "key_1", data: {} }],
      "key.revoked: its data must hold reason_code",
    ],
  ])("catch %s", (_case, entries, reason) => {
    expect(judge(entries)).toMatchObject({ ok: false, failure: { check: "rule", reason } });
  });

  it("pass over kinds that they do not know, so that an old verifier reads a newer log", () => {
    const leaf = '{"at":"x","data":{},"kind":"moon.landed","subject":"moon","v":1}';
    expect(verifyBundle(bundleOf([...textsOf(told()), leaf]))).toMatchObject({ ok: true });
  });
});
