import { afterAll, describe, expect, it } from "vitest";
import { expireFaces } from "#lib/galleries/expire-faces";
import { openTemplate } from "#lib/galleries/template";
import { revokeKey } from "#lib/keys/revoke-key";
import { read } from "#lib/platform/db";
import { seedGrant } from "#tests/support/grants";
import { galleryCalls, ROOMY } from "./gallery-calls";
import {
  get,
  keepLedgerLive,
  postJson,
  remove,
  startStack,
  storedPictures,
  TEMPLATE,
  verified,
} from "./stack";

const stack = await startStack();
const {
  seed,
  collections,
  call,
  newCollection,
  newSubject,
  newConsent,
  facesUrl,
  enrol,
  enrolled,
  templatesOf,
  suspend,
} = await galleryCalls(stack.url);
keepLedgerLive();
afterAll(() => stack.stop());

describe("enrolment", () => {
  it("keeps a sealed template, erases the picture, and tells neither to anyone", async () => {
    const { collectionId, subjectId, consentId, faceId, body } = await enrolled();
    expect(body).toMatchObject({ operation: "enrol", status: "released", subject_id: subjectId });
    expect(storedPictures(seed.organisationId)).toEqual([]);
    const listed = await get(facesUrl(collectionId, subjectId), call());
    expect(listed.body.items).toEqual([expect.objectContaining({ id: faceId, consent_id: consentId })]);

    const [row] = await templatesOf(subjectId);
    if (row === undefined) throw new Error("no template");
    const clear = Buffer.from(TEMPLATE.buffer).subarray(0, 16);
    expect(Buffer.from(row.sealed).includes(clear)).toBe(false);
    const place = { tenantId: seed.organisationId, collectionId, subjectId, faceId, modelId: row.modelId };
    expect(await openTemplate(place, row.sealed)).toEqual(TEMPLATE);
    await expect(openTemplate({ ...place, subjectId: "sub_other" }, row.sealed)).rejects.toThrow();
    const job = await get(`${stack.url}/v1/jobs/${body.id}`, call());
    expect(job.body.result).toEqual(body);
  });

  it("is refused without a consent that holds for the purpose, before a picture is taken in", async () => {
    const collectionId = await newCollection();
    const subjectId = await newSubject(collectionId);
    expect((await enrol(collectionId, subjectId)).body).toMatchObject({
      status: 403,
      code: "consent_required",
    });
    const agreed = await newConsent(subjectId);
    await postJson(`${stack.url}/v1/consents/${agreed.body.id}/withdraw`, {}, call());
    expect((await enrol(collectionId, subjectId)).body.code).toBe("consent_required");
    expect(storedPictures(seed.organisationId)).toEqual([]);
  });

  it("needs no consent where the grant asks for none", async () => {
    const free = await seedGrant({ terms: { ...ROOMY, consent: "not" } });
    const collectionId = await newCollection(free);
    expect((await enrol(collectionId, await newSubject(collectionId, free), call(free))).status).toBe(200);
  });

  it("keeps nothing when consent is withdrawn while the worker looks", async () => {
    const collectionId = await newCollection();
    const subjectId = await newSubject(collectionId);
    const { body: consent } = await newConsent(subjectId);
    stack.answerWith(async (work) => {
      await postJson(`${stack.url}/v1/consents/${consent.id}/withdraw`, {}, call());
      return verified(work);
    });
    const { body } = await enrol(collectionId, subjectId);
    stack.answerWith(verified);
    expect(body).toMatchObject({ status: 403, code: "consent_required" });
    expect(await templatesOf(subjectId)).toEqual([]);
  });

  it("keeps nothing when the key is revoked while the worker looks", async () => {
    const leaving = await seedGrant({ terms: ROOMY });
    const collectionId = await newCollection(leaving);
    const subjectId = await newSubject(collectionId, leaving);
    await newConsent(subjectId, {}, leaving);
    stack.answerWith(async (work) => {
      await revokeKey({ actor: leaving.admin, keyId: leaving.keyId, reason: "leaked" });
      return verified(work);
    });
    const { body } = await enrol(collectionId, subjectId, call(leaving));
    stack.answerWith(verified);
    expect(body).toMatchObject({ status: 401, code: "key_revoked" });
    expect(await templatesOf(subjectId)).toEqual([]);
  });

  it("keeps nothing of a subject who is deleted while the worker looks", async () => {
    const free = await seedGrant({ terms: { ...ROOMY, consent: "not" } });
    const collectionId = await newCollection(free);
    const subjectId = await newSubject(collectionId, free);
    stack.answerWith(async (work) => {
      await remove(`${collections}/${collectionId}/subjects/${subjectId}`, call(free));
      return verified(work);
    });
    const { body } = await enrol(collectionId, subjectId, call(free));
    stack.answerWith(verified);
    expect(body).toMatchObject({ status: 404, code: "not_found" });
    expect(await templatesOf(subjectId)).toEqual([]);
  });

  it("stops at the faces that the grant allows in a collection", async () => {
    const { collectionId, subjectId } = await enrolled();
    expect((await enrol(collectionId, subjectId)).status).toBe(200);
    expect((await enrol(collectionId, subjectId)).body).toMatchObject({
      status: 429,
      code: "quota_exceeded",
    });
    expect(await templatesOf(subjectId)).toHaveLength(2);
  });
});

describe("withdrawal and deletion", () => {
  it("of a consent deletes the templates under it at once, also while access is suspended", async () => {
    const paused = await seedGrant({ terms: ROOMY });
    const { subjectId, consentId } = await enrolled(paused);
    await suspend(paused);
    expect((await postJson(collections, { name: "More" }, call(paused))).body.code).toBe("tenant_suspended");
    const withdraw = `${stack.url}/v1/consents/${consentId}/withdraw`;
    const { status, body } = await postJson(withdraw, {}, call(paused));
    expect([status, body.withdrawn_at]).toEqual([200, expect.any(String)]);
    expect(await templatesOf(subjectId)).toEqual([]);
    expect((await postJson(withdraw, {}, call(paused))).body).toEqual(body);
  });

  it("of a face, a subject and a collection leave no template behind", async () => {
    const one = await enrolled();
    const face = `${facesUrl(one.collectionId, one.subjectId)}/${one.faceId}`;
    expect((await remove(face, call())).status).toBe(204);
    expect((await remove(face, call())).status).toBe(404);
    expect(await templatesOf(one.subjectId)).toEqual([]);
    const two = await enrolled();
    await remove(`${collections}/${two.collectionId}/subjects/${two.subjectId}`, call());
    expect(await templatesOf(two.subjectId)).toEqual([]);
    const three = await enrolled();
    await remove(`${collections}/${three.collectionId}`, call());
    expect(await templatesOf(three.subjectId)).toEqual([]);
  });

  it("of what is past its time is the sweep's, and shown to no one before", async () => {
    const short = await seedGrant({
      terms: { ...ROOMY, retention: { ...seed.terms.retention, templateDays: 0 } },
    });
    const { collectionId, subjectId } = await enrolled(short);
    expect((await get(facesUrl(collectionId, subjectId), call(short))).body.items).toEqual([]);
    expect(await expireFaces()).toBeGreaterThanOrEqual(1);
    expect(await templatesOf(subjectId)).toEqual([]);
  });
});

describe("the database", () => {
  it("lets no consent come back, and no template rest on one that is over", async () => {
    const { subjectId, consentId } = await enrolled();
    const [face] = await templatesOf(subjectId);
    await postJson(`${stack.url}/v1/consents/${consentId}/withdraw`, {}, call());
    const revive = read((tx) => tx.consent.update({ where: { id: consentId }, data: { withdrawnAt: null } }));
    await expect(revive).rejects.toThrow(/consent_over/);
    if (face === undefined) throw new Error("no template");
    await expect(read((tx) => tx.face.create({ data: face }))).rejects.toThrow(/consent_over/);
  });
});
