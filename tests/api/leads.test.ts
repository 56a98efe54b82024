import { afterAll, describe, expect, it } from "vitest";
import type { GrantTerms } from "#lib/grants/terms";
import { revokeKey } from "#lib/keys/revoke-key";
import { read } from "#lib/platform/db";
import { type SeededGrant, seedAnotherKey, seedGrant } from "#tests/support/grants";
import { galleryCalls } from "./gallery-calls";
import {
  get,
  jpegLike,
  keepLedgerLive,
  measuring,
  OPPOSITE,
  postForm,
  postJson,
  remove,
  startStack,
  verified,
} from "./stack";

const stack = await startStack();
const { collections, call, newCollection, enrolled } = await galleryCalls(stack.url);
keepLedgerLive();
afterAll(() => stack.stop());

const leads = `${stack.url}/v1/leads`;
const NONE = { choice: "none_of_these", reviewer: "reviewer-1" };

async function held(humanReview: GrantTerms["humanReview"]) {
  const own = await seedGrant({
    terms: {
      collectionsMax: 50,
      facesMax: 20,
      operations: ["enrol", "identify_1_n"],
      topK: 3,
      humanReview,
    },
  });
  const { collectionId, subjectId, faceId, consentId } = await enrolled(own);
  const answer = await identify(collectionId, own);
  const reviewers = [await seedAnotherKey(own), await seedAnotherKey(own)] as const;
  const leadId: string = answer.body.lead_id;
  const review = (of: SeededGrant, body: object) => postJson(`${leads}/${leadId}/reviews`, body, call(of));
  const job = async (of: SeededGrant = own) =>
    (await get(`${stack.url}/v1/jobs/${answer.body.id}`, call(of))).body;
  return { own, collectionId, subjectId, faceId, consentId, answer, reviewers, leadId, review, job };
}

const identify = (collectionId: string, of: SeededGrant) =>
  postForm(`${stack.url}/v1/identify`, { image: jpegLike(), collection_id: collectionId }, call(of));

describe("a lead", () => {
  it("is told to nobody who asked: no answer over the network names the candidate before people have judged", async () => {
    const { own, subjectId, faceId, answer, leadId, job } = await held("one");
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body).toMatchObject({ status: "review", lead_only: true, reviewers_needed: 1 });
    const told = [
      answer.body,
      await job(),
      (await get(leads, call(own))).body,
      (await get(`${leads}/${leadId}`, call(own))).body,
    ];
    for (const said of told) {
      const text = JSON.stringify(said);
      for (const secret of [subjectId, faceId, "similarity", "candidates"])
        expect(text).not.toContain(secret);
    }
    expect(await job()).toMatchObject({ status: "review", result: null });
    // Nor does a row say it in the clear.
    const row = await read((tx) =>
      tx.lead.findUniqueOrThrow({ where: { id: leadId }, include: { job: true } }),
    );
    expect(row.job.result).toBeNull();
    expect(Buffer.from(row.sealed ?? []).includes(subjectId)).toBe(false);
  });

  it("lets a reviewer choose, none of these first, with no number to lean on, and puts the look on record", async () => {
    const { subjectId, faceId, reviewers, leadId } = await held("one");
    const { body } = await get(`${leads}/${leadId}`, call(reviewers[0]));
    expect(body.choices).toEqual([
      { choice: "none_of_these" },
      { choice: "subject", subject_id: subjectId, face_id: faceId },
    ]);
    const looks = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: leadId, kind: "lead.opened" } }),
    );
    expect(JSON.parse(looks[0]?.leaf ?? "{}").data).toMatchObject({ key_id: reviewers[0].keyId });
  });

  it("is released with the candidate whom one reviewer confirmed, where one is enough", async () => {
    const { subjectId, reviewers, review, job, leadId } = await held("one");
    const body = { choice: "subject", reviewer: "reviewer-1", subject_id: subjectId };
    const reviewed = await review(reviewers[0], body);
    expect([reviewed.status, reviewed.body.state], JSON.stringify(reviewed.body)).toEqual([201, "confirmed"]);
    expect(await job()).toMatchObject({
      status: "released",
      result: {
        candidates: [{ rank: 1, subject_id: subjectId }],
        review: { lead_id: leadId, outcome: "confirmed", reviewers: 1 },
        lead_only: true,
      },
    });
    expect((await review(reviewers[1], NONE)).body).toMatchObject({ status: 409, code: "wrong_state" });
  });

  it("is closed with no candidate when the reviewer sees none", async () => {
    const { reviewers, review, job } = await held("one");
    await review(reviewers[0], NONE);
    expect(await job()).toMatchObject({
      status: "released",
      result: { candidates: [], review: { outcome: "no_lead" } },
    });
  });

  it("needs two who agree, each blind to the other, with corroboration", async () => {
    const { own, subjectId, reviewers, review, job, leadId } = await held("two_blind");
    const [first, second] = reviewers;
    const confirm = { choice: "subject", reviewer: "reviewer-1", subject_id: subjectId };
    expect((await review(first, confirm)).body.errors).toMatchObject([{ pointer: "/corroboration" }]);
    const whole = { ...confirm, corroboration: "wristband-31" };
    expect((await review(first, whole)).body).toMatchObject({ state: "sealed", reviews: 1 });
    expect(await job()).toMatchObject({ status: "review", result: null });
    const seen = JSON.stringify([
      (await get(`${leads}/${leadId}`, call(second))).body,
      (await get(`${leads}?state=sealed`, call(own))).body,
    ]);
    expect(seen).not.toContain("wristband-31");
    expect(seen).not.toContain("reviewer-1");
    // The same person under another key, and the same key for another person, are no second pair of eyes.
    expect((await review(second, whole)).body).toMatchObject({ status: 409, code: "wrong_state" });
    expect((await review(first, { ...whole, reviewer: "reviewer-2" })).body.code).toBe("wrong_state");
    expect((await review(second, { ...whole, reviewer: "reviewer-2" })).body.state).toBe("confirmed");
    expect((await job()).result).toMatchObject({
      candidates: [{ subject_id: subjectId }],
      review: { reviewers: 2, corroboration: "wristband-31" },
    });
  });

  it("on which two do not agree is none", async () => {
    const { subjectId, reviewers, review, job } = await held("two_blind");
    await review(reviewers[0], NONE);
    expect(await job()).toMatchObject({ status: "review" });
    const other = { choice: "subject", reviewer: "reviewer-2", subject_id: subjectId, corroboration: "x" };
    expect((await review(reviewers[1], other)).body.state).toBe("no_lead");
    expect((await job()).result.candidates).toEqual([]);
  });

  it("is judged neither by the key that asked, nor by another tenant, nor for someone it does not name", async () => {
    const { own, reviewers, review, leadId } = await held("one");
    expect((await review(own, NONE)).body).toMatchObject({ status: 403, code: "forbidden" });
    const other = await seedGrant();
    expect((await review(other, NONE)).body).toMatchObject({ status: 404, code: "not_found" });
    expect((await get(`${leads}/${leadId}`, call(other))).body.code).toBe("not_found");
    expect((await get(leads, call(other))).body.items).toEqual([]);
    const stranger = { choice: "subject", reviewer: "reviewer-1", subject_id: "sub_none" };
    expect((await review(reviewers[0], stranger)).body.errors).toMatchObject([{ pointer: "/subject_id" }]);
    const away = await seedAnotherKey(own, { cidrs: ["203.0.113.0/24"] });
    expect((await review(away, NONE)).body.code).toBe("ip_denied");
  });

  it("names nobody who withdrew or was deleted while people looked", async () => {
    const one = await held("one");
    const confirm = { choice: "subject", reviewer: "reviewer-1", subject_id: one.subjectId };
    await postJson(`${stack.url}/v1/consents/${one.consentId}/withdraw`, {}, call(one.own));
    expect((await one.review(one.reviewers[0], confirm)).body.state).toBe("no_lead");
    expect((await one.job()).result.candidates).toEqual([]);
    const two = await held("one");
    await remove(`${collections}/${two.collectionId}`, call(two.own));
    const gone = { ...confirm, subject_id: two.subjectId };
    expect((await two.review(two.reviewers[0], gone)).body.state).toBe("no_lead");
  });

  it("goes with the key that asked: revoked, it is released to nobody", async () => {
    const { own, subjectId, reviewers, review, leadId } = await held("one");
    await revokeKey({ actor: own.admin, keyId: own.keyId, reason: "leaked" });
    const confirm = { choice: "subject", reviewer: "reviewer-1", subject_id: subjectId };
    expect((await review(reviewers[0], confirm)).body).toMatchObject({ status: 401, code: "key_revoked" });
    const row = await read((tx) =>
      tx.lead.findUniqueOrThrow({ where: { id: leadId }, include: { job: true } }),
    );
    expect(row.job.result).toBeNull();
  });

  it("is none where nobody is alike, and a review is done once a request", async () => {
    const { own, reviewers, leadId } = await held("one");
    const url = `${leads}/${leadId}/reviews`;
    const again = { ...call(reviewers[0]), idempotencyKey: "once" };
    expect((await postJson(url, NONE, again)).status).toBe(201);
    const repeat = await postJson(url, NONE, again);
    expect([repeat.status, repeat.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    stack.answerWith(measuring(OPPOSITE));
    const { body } = await identify(await newCollection(own), own);
    stack.answerWith(verified);
    expect(body).toMatchObject({ status: "released", candidates: [], review: null });
  });
});

describe("the database", () => {
  it("releases no job whose lead nobody has judged, and takes no judgement of the key that asked", async () => {
    const { own, leadId, answer } = await held("two_blind");
    const release = read(
      (tx) => tx.$executeRaw`UPDATE "Job" SET state = 'released' WHERE id = ${answer.body.id as string}`,
    );
    await expect(release).rejects.toThrow(/lead_unjudged/);
    const close = read(
      (tx) =>
        tx.$executeRaw`UPDATE "Lead" SET sealed = NULL, outcome = 'confirmed', "closedAt" = now() WHERE id = ${leadId}`,
    );
    await expect(close).rejects.toThrow(/lead_unjudged/);
    const row = { id: "lrv_1", tenantId: own.organisationId, leadId, keyId: own.keyId, reviewer: "me" };
    await expect(read((tx) => tx.leadReview.create({ data: row }))).rejects.toThrow(/lead_own/);
  });
});
