import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { expireFaces } from "#lib/galleries/expire-faces";
import { throwSwitch } from "#lib/grants/kill-switch";
import type { GrantTerms } from "#lib/grants/terms";
import { revokeKey } from "#lib/keys/revoke-key";
import { read } from "#lib/platform/db";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { galleryCalls, ROOMY } from "./gallery-calls";
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
  TEMPLATE,
  verified,
} from "./stack";

const stack = await startStack();
const calls = await galleryCalls(stack.url);
const { collections, call, newCollection, newSubject, newConsent, enrol, enrolled, suspend } = calls;
keepLedgerLive();
beforeEach(() => stack.answerWith(verified));
afterAll(() => stack.stop());

const SEARCHING: Partial<GrantTerms> = {
  collectionsMax: 50,
  facesMax: 20,
  operations: ["enrol", "verify_1_1", "identify_1_n"],
  topK: 3,
};

const seedSearch = (terms: Partial<GrantTerms> = {}, key = {}) =>
  seedGrant({ terms: { ...SEARCHING, ...terms }, key });

const identify = (collectionId: string, of: SeededGrant, more: Record<string, string> = {}, headers = {}) =>
  postForm(
    `${stack.url}/v1/identify`,
    { image: jpegLike(), collection_id: collectionId, ...more },
    { ...call(of), headers },
  );

/** TEMPLATE turned towards OPPOSITE until the cosine with it is this. */
function alike(cosine: number): Float32Array {
  const length = Math.hypot(...TEMPLATE);
  const unit = TEMPLATE.map((value) => value / length);
  // Swapping neighbours with a sign gives a vector at right angles.
  const across = unit.map((_, at) => (at % 2 === 0 ? -(unit[at + 1] ?? 0) : (unit[at - 1] ?? 0)));
  const sine = Math.sqrt(1 - cosine ** 2);
  return unit.map((value, at) => cosine * value + sine * (across[at] ?? 0));
}

async function addSubject(collectionId: string, of: SeededGrant, embedding: Float32Array, consent = {}) {
  const subjectId = await newSubject(collectionId, of);
  const agreed = await newConsent(subjectId, consent, of);
  stack.answerWith(measuring(embedding));
  const { body, status } = await enrol(collectionId, subjectId, call(of));
  expect(status, JSON.stringify(body)).toBe(200);
  stack.answerWith(verified);
  return { subjectId, consentId: agreed.body.id as string, faceId: body.face_id as string };
}

const named = (body: { candidates: { subject_id: string }[] }) =>
  body.candidates.map(({ subject_id }) => subject_id);

describe("identify", () => {
  it("names subjects best first, none below the threshold and none twice, as leads only", async () => {
    const own = await seedSearch();
    const collectionId = await newCollection(own);
    const far = await addSubject(collectionId, own, alike(0.3));
    const near = await addSubject(collectionId, own, alike(0.8));
    const same = await addSubject(collectionId, own, alike(0.99));
    stack.answerWith(measuring(alike(0.97)));
    await enrol(collectionId, near.subjectId, call(own));
    stack.answerWith(verified);
    const { status, body } = await identify(collectionId, own);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(named(body)).toEqual([same.subjectId, near.subjectId]);
    expect(body.candidates.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2]);
    expect(body.candidates[1].similarity).toBeCloseTo(0.97, 3);
    expect(body).toMatchObject({
      operation: "identify",
      status: "released",
      searched: 4,
      lead_only: true,
      review: null,
      threshold: { applied: 0.5, floor: 0.5 },
    });
    expect(JSON.stringify(body)).not.toContain(far.subjectId);
    const job = await get(`${stack.url}/v1/jobs/${body.id}`, call(own));
    expect([job.body.operation, job.body.result]).toEqual(["identify", body]);
    expect(named((await identify(collectionId, own, { top_k: "1" })).body)).toEqual([same.subjectId]);
    const strict = await identify(collectionId, own, { threshold: "0.98" });
    expect(named(strict.body)).toEqual([same.subjectId]);
  });

  it("finds nobody in an empty collection, nor where nobody is alike", async () => {
    const own = await seedSearch();
    const collectionId = await newCollection(own);
    expect((await identify(collectionId, own)).body).toMatchObject({ candidates: [], searched: 0 });
    await addSubject(collectionId, own, OPPOSITE);
    expect((await identify(collectionId, own)).body).toMatchObject({ candidates: [], searched: 1 });
  });

  it("searches only who agreed to the very purpose, before it ranks", async () => {
    const own = await seedSearch({ purposes: ["identity_verification", "access_control"], topK: 1 });
    const collectionId = await newCollection(own);
    const headers = { "countersign-purpose": "access_control" };
    const subjectId = await newSubject(collectionId, own);
    const consent = await newConsent(subjectId, {}, own);
    expect(consent.status).toBe(201);
    const first = { ...call(own), headers: { "countersign-purpose": "identity_verification" } };
    expect((await enrol(collectionId, subjectId, first)).status).toBe(200);
    // More alike, but for another purpose: it must not take the only place.
    const second = await newSubject(collectionId, own);
    await newConsent(second, { purpose: "access_control" }, own);
    stack.answerWith(measuring(alike(0.9)));
    await enrol(collectionId, second, { ...call(own), headers });
    stack.answerWith(verified);
    const { body } = await identify(collectionId, own, {}, headers);
    expect([named(body), body.searched]).toEqual([[second], 1]);
  });

  it("searches nobody whose template is past its time, before the sweep has come by", async () => {
    const own = await seedSearch();
    const collectionId = await newCollection(own);
    const { subjectId, faceId } = await addSubject(collectionId, own, TEMPLATE);
    expect(named((await identify(collectionId, own)).body)).toEqual([subjectId]);
    await read(
      (tx) =>
        tx.$executeRaw`UPDATE "Face" SET "expiresAt" = clock_timestamp() + interval '400 ms' WHERE id = ${faceId}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    // Its copy in the worker's memory was made while it held.
    expect(named((await identify(collectionId, own)).body)).toEqual([]);
    expect(await expireFaces()).toBeGreaterThanOrEqual(1);
    expect((await identify(collectionId, own)).body).toMatchObject({ candidates: [], searched: 0 });
  });

  it("names nobody who was deleted or withdrew, from that instant on", async () => {
    const own = await seedSearch();
    const collectionId = await newCollection(own);
    const gone = await addSubject(collectionId, own, TEMPLATE);
    const left = await addSubject(collectionId, own, alike(0.9));
    const before = await identify(collectionId, own);
    expect(named(before.body)).toEqual([gone.subjectId, left.subjectId]);
    await remove(`${collections}/${collectionId}/subjects/${gone.subjectId}`, call(own));
    expect(named((await identify(collectionId, own)).body)).toEqual([left.subjectId]);
    // Nor does the answer that lies ready.
    expect(named((await get(`${stack.url}/v1/jobs/${before.body.id}`, call(own))).body.result)).toEqual([
      left.subjectId,
    ]);
    await postJson(`${stack.url}/v1/consents/${left.consentId}/withdraw`, {}, call(own));
    expect(named((await identify(collectionId, own)).body)).toEqual([]);
  });

  it("searches again when a candidate withdraws while the worker looks", async () => {
    const own = await seedSearch({ topK: 1 });
    const collectionId = await newCollection(own);
    const best = await addSubject(collectionId, own, TEMPLATE);
    const next = await addSubject(collectionId, own, alike(0.9));
    expect(named((await identify(collectionId, own)).body)).toEqual([best.subjectId]);
    stack.answerWith(async (work) => {
      await postJson(`${stack.url}/v1/consents/${best.consentId}/withdraw`, {}, call(own));
      return verified(work);
    });
    expect(named((await identify(collectionId, own)).body)).toEqual([next.subjectId]);
  });
});

describe("identify is refused", () => {
  it("by each clause of the gate, with its own code", async () => {
    const own = await seedSearch();
    const collectionId = await newCollection(own);
    const code = async (more: Record<string, string>, headers = {}) =>
      (await identify(collectionId, own, more, headers)).body.code;
    expect(await code({}, { "countersign-purpose": "watchlist" })).toBe("purpose_not_granted");
    expect(await code({}, { "countersign-site": "Elsewhere" })).toBe("site_not_granted");
    expect(await code({}, { "countersign-mode": "real_time" })).toBe("mode_not_granted");
    expect(await code({ threshold: "0.4" })).toBe("threshold_below_floor");
    expect(await code({ top_k: "4" })).toBe("top_k_over_cap");
    const refused = [
      [await seedSearch({}, { cidrs: ["203.0.113.0/24"] }), "ip_denied"],
      [await seedGrant({ terms: ROOMY }), "operation_not_granted"],
      [await seedSearch({}, { scopes: ["enrol"] }), "operation_not_granted"],
      [await seedSearch({ instrument: "required" }), "instrument_required"],
    ] as const;
    for (const [of, expected] of refused) {
      expect((await identify(collectionId, of)).body).toMatchObject({
        status: expect.any(Number),
        code: expected,
      });
    }
  });

  it("for another tenant's collection as for none", async () => {
    const { collectionId } = await enrolled();
    const other = await seedSearch();
    for (const id of [collectionId, "col_none"]) {
      expect((await identify(id, other)).body).toMatchObject({ status: 404, code: "not_found" });
    }
  });

  it("when the body is not as the contract says, pointing at each error", async () => {
    const own = await seedSearch();
    const image = { base64: jpegLike().toString("base64") };
    for (const [body, pointer] of [
      [{ image }, "/collection_id"],
      [{ image, collection_id: "col_1", top_k: 0 }, "/top_k"],
      [{ collection_id: "col_1" }, "/image"],
      [{ image, collection_id: "col_1", emotions: true }, "/emotions"],
    ] as const) {
      const answer = await postJson(`${stack.url}/v1/identify`, body, call(own));
      expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    }
  });

  it("once a switch is thrown or access is suspended, and by a worker that has begun when the key is revoked", async () => {
    const paused = await seedSearch();
    const stopped = await seedSearch();
    const leaving = await seedSearch();
    const [one, two, three] = [
      await newCollection(paused),
      await newCollection(stopped),
      await newCollection(leaving),
    ];
    await suspend(paused);
    expect((await identify(one, paused)).body.code).toBe("tenant_suspended");
    const actor = { ...stopped.admin, staffRoles: [{ role: "operator" as const, homeLane: null }] };
    await throwSwitch({ actor, scope: "tenant", value: stopped.organisationId, reason: "incident" });
    expect((await identify(two, stopped)).body.code).toBe("switched_off");
    await addSubject(three, leaving, TEMPLATE);
    stack.answerWith(async (work) => {
      await revokeKey({ actor: leaving.admin, keyId: leaving.keyId, reason: "leaked" });
      return verified(work);
    });
    const { body } = await identify(three, leaving);
    expect(body).toMatchObject({ status: 401, code: "key_revoked" });
    expect(JSON.stringify(body)).not.toContain("candidates");
  });
});
