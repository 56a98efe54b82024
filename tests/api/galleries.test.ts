import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { seedGrant } from "#tests/support/grants";
import { galleryCalls, ROOMY } from "./gallery-calls";
import { get, keepLedgerLive, postJson, remove, startStack } from "./stack";

const stack = await startStack();
const { collections, call, newCollection, newSubject, newConsent, facesUrl, enrol, enrolled, templatesOf } =
  await galleryCalls(stack.url);
keepLedgerLive();
afterAll(() => stack.stop());

describe("collections and subjects", () => {
  it("are made, listed a page at a time, shown and deleted", async () => {
    const own = await seedGrant({ terms: ROOMY });
    const ids = [await newCollection(own), await newCollection(own), await newCollection(own)];
    const first = await get(`${collections}?limit=2`, call(own));
    expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    const second = await get(`${collections}?limit=2&cursor=${first.body.next_cursor}`, call(own));
    expect(second.body).toMatchObject({ items: [{ id: ids[2] }], next_cursor: null });

    const subjectId = await newSubject(ids[0] ?? "", own);
    const one = await get(`${collections}/${ids[0]}`, call(own));
    expect(one.body).toMatchObject({ name: "Crew", subjects: 1, faces: 0 });
    expect((await get(`${collections}/${ids[0]}/subjects`, call(own))).body.items).toHaveLength(1);
    expect((await remove(`${collections}/${ids[0]}/subjects/${subjectId}`, call(own))).status).toBe(204);
    expect((await remove(`${collections}/${ids[0]}`, call(own))).status).toBe(204);
    expect((await get(`${collections}/${ids[0]}`, call(own))).body.code).toBe("not_found");
  });

  it("are made once a request: a repeat gives the same, another body is refused", async () => {
    const again = { ...call(), idempotencyKey: randomBytes(8).toString("hex") };
    const first = await postJson(collections, { name: "Crew" }, again);
    const repeat = await postJson(collections, { name: "Crew" }, again);
    expect([repeat.status, repeat.body]).toEqual([201, first.body]);
    expect(repeat.headers.get("idempotency-replayed")).toBe("true");
    const other = await postJson(collections, { name: "Guests" }, again);
    expect(other.body).toMatchObject({ status: 422, code: "idempotency_mismatch" });
    const none = await postJson(collections, { name: "Crew" }, { ...call(), idempotencyKey: null });
    expect(none.body).toMatchObject({ status: 400, code: "idempotency_key_required" });
  });

  it("name what is wrong with a body, field by field", async () => {
    const { body } = await postJson(collections, { name: " ", tenant_id: "org_1" }, call());
    expect(body).toMatchObject({ status: 400, code: "invalid_request" });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      "/name",
      "/tenant_id",
    ]);
    const collectionId = await newCollection();
    const url = `${collections}/${collectionId}/subjects`;
    await postJson(url, { reference: "crew-1" }, call());
    expect((await postJson(url, { reference: "crew-1" }, call())).body).toMatchObject({
      status: 400,
      errors: [{ pointer: "/reference" }],
    });
  });

  it("are no more than the grant allows", async () => {
    const small = await seedGrant({ terms: { collectionsMax: 1 } });
    await newCollection(small);
    expect((await postJson(collections, { name: "More" }, call(small))).body).toMatchObject({
      status: 429,
      code: "quota_exceeded",
      missing: ["collections_max"],
    });
  });

  it("need enrolment in the grant and in the key", async () => {
    const narrow = await seedGrant({ terms: { ...ROOMY, operations: ["verify_1_1"] } });
    const scoped = await seedGrant({ terms: ROOMY, key: { scopes: ["verify_1_1"] } });
    for (const of of [narrow, scoped]) {
      expect((await postJson(collections, { name: "Crew" }, call(of))).body).toMatchObject({
        status: 403,
        code: "operation_not_granted",
      });
    }
  });
});

describe("another tenant", () => {
  it("finds nothing of this one's, whatever it does to it", async () => {
    const { collectionId, subjectId, consentId, faceId } = await enrolled();
    const other = await seedGrant({ terms: ROOMY });
    const at = `${collections}/${collectionId}`;
    const answers = [
      await get(at, call(other)),
      await remove(at, call(other)),
      await get(`${at}/subjects`, call(other)),
      await postJson(`${at}/subjects`, { reference: "x" }, call(other)),
      await get(`${at}/subjects/${subjectId}`, call(other)),
      await remove(`${at}/subjects/${subjectId}`, call(other)),
      await get(facesUrl(collectionId, subjectId), call(other)),
      await remove(`${facesUrl(collectionId, subjectId)}/${faceId}`, call(other)),
      await enrol(collectionId, subjectId, call(other)),
      await newConsent(subjectId, {}, other),
      await get(`${stack.url}/v1/consents/${consentId}`, call(other)),
      await postJson(`${stack.url}/v1/consents/${consentId}/withdraw`, {}, call(other)),
      // Its own collection is no way to another's subject.
      await enrol(await newCollection(other), subjectId, call(other)),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [404, "not_found"]),
    );
    expect(await templatesOf(subjectId)).toHaveLength(1);
  });
});
