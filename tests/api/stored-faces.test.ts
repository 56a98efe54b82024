import { afterAll, describe, expect, it } from "vitest";
import { throwSwitch } from "#lib/grants/kill-switch";
import { revokeKey } from "#lib/keys/revoke-key";
import { seedGrant } from "#tests/support/grants";
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
  verified,
} from "./stack";

const stack = await startStack();
const { seed, collections, call, newCollection, newSubject, newConsent, enrol, enrolled, suspend } =
  await galleryCalls(stack.url);
keepLedgerLive();
afterAll(() => stack.stop());

const verify = (whom: Record<string, string>, with_ = call()) =>
  postForm(`${stack.url}/v1/verify`, { source: jpegLike(), ...whom }, with_);

describe("verify with a stored face", () => {
  it("compares with a face, or with the most alike of a subject's, and says which", async () => {
    const { collectionId, subjectId, faceId } = await enrolled();
    stack.answerWith(measuring(OPPOSITE));
    const other = await enrol(collectionId, subjectId);
    stack.answerWith(verified);
    const same = await verify({ face_id: faceId });
    expect(same.status, JSON.stringify(same.body)).toBe(200);
    expect(same.body).toMatchObject({
      match: true,
      similarity: 1,
      threshold: { applied: 0.5, floor: 0.5 },
      target: { collection_id: collectionId, subject_id: subjectId, face_id: faceId },
      lead_only: false,
    });
    expect((await verify({ face_id: other.body.face_id })).body).toMatchObject({
      match: false,
      similarity: -1,
    });
    const subject = await verify({ subject_id: subjectId });
    expect(subject.body).toMatchObject({ match: true, target: { face_id: faceId } });
    const json = { source: { base64: jpegLike().toString("base64") }, face_id: faceId, threshold: 0.7 };
    const asJson = await postJson(`${stack.url}/v1/verify`, json, call());
    expect(asJson.body).toMatchObject({ match: true, threshold: { applied: 0.7 } });
    expect((await get(`${stack.url}/v1/jobs/${asJson.body.id}`, call())).body.result).toEqual(asJson.body);
  });

  it("names exactly one target", async () => {
    const { subjectId, faceId } = await enrolled();
    const { body } = await verify({ face_id: faceId, subject_id: subjectId });
    expect(body.errors).toEqual([
      { pointer: "/target", message: "Give one of target, face_id and subject_id" },
    ]);
    expect((await verify({})).body.errors).toMatchObject([{ pointer: "/target" }]);
  });

  it("finds no face of another tenant's, and none past its time", async () => {
    const { subjectId, faceId } = await enrolled();
    const other = await seedGrant({ terms: ROOMY });
    const short = await seedGrant({
      terms: { ...ROOMY, retention: { ...seed.terms.retention, templateDays: 0 } },
    });
    const over = await enrolled(short);
    const answers = [
      await verify({ face_id: faceId }, call(other)),
      await verify({ subject_id: subjectId }, call(other)),
      await verify({ face_id: "fac_none" }),
      await verify({ face_id: over.faceId }, call(short)),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [404, "not_found"]),
    );
  });

  it("needs the subject's consent to the very purpose asked for", async () => {
    const two = await seedGrant({
      terms: { ...ROOMY, purposes: ["identity_verification", "access_control"] },
    });
    const as = (purpose: string) => ({ ...call(two), headers: { "countersign-purpose": purpose } });
    const collectionId = await newCollection(two);
    const subjectId = await newSubject(collectionId, two);
    expect((await verify({ subject_id: subjectId }, as("access_control"))).body.code).toBe(
      "consent_required",
    );
    await newConsent(subjectId, {}, two);
    await enrol(collectionId, subjectId, as("identity_verification"));
    expect((await verify({ subject_id: subjectId }, as("identity_verification"))).body.match).toBe(true);
    expect((await verify({ subject_id: subjectId }, as("access_control"))).body).toMatchObject({
      status: 403,
      code: "consent_required",
    });
  });

  it("answers nothing when consent is withdrawn while the worker looks, nor afterwards", async () => {
    const { consentId, faceId, subjectId } = await enrolled();
    const early = await verify({ face_id: faceId });
    expect(early.status).toBe(200);
    stack.answerWith(async (work) => {
      await postJson(`${stack.url}/v1/consents/${consentId}/withdraw`, {}, call());
      return verified(work);
    });
    const { body } = await verify({ face_id: faceId });
    stack.answerWith(verified);
    expect(body).toMatchObject({ status: 403, code: "consent_required" });
    expect(JSON.stringify(body)).not.toContain("similarity");
    expect((await verify({ subject_id: subjectId })).body.code).toBe("consent_required");
    expect((await verify({ face_id: faceId })).body.code).toBe("not_found");
    // An answer that lies ready is shown no more either.
    expect((await get(`${stack.url}/v1/jobs/${early.body.id}`, call())).body.code).toBe("consent_required");
  });

  it("answers nothing of a face that is deleted while the worker looks", async () => {
    const free = await seedGrant({ terms: { ...ROOMY, consent: "not" } });
    const { collectionId, subjectId, faceId } = await enrolled(free);
    stack.answerWith(async (work) => {
      await remove(`${collections}/${collectionId}/subjects/${subjectId}/faces/${faceId}`, call(free));
      return verified(work);
    });
    const { body } = await verify({ face_id: faceId }, call(free));
    stack.answerWith(verified);
    expect(body).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("verify with a stored face is refused", () => {
  it("by each clause of the gate, with its own code", async () => {
    const { faceId } = await enrolled();
    const there = (headers: Record<string, string>) => ({ ...call(), headers });
    const asked = { face_id: faceId };
    expect((await verify(asked, there({ "countersign-purpose": "watchlist" }))).body.code).toBe(
      "purpose_not_granted",
    );
    expect((await verify(asked, there({ "countersign-site": "Elsewhere" }))).body.code).toBe(
      "site_not_granted",
    );
    expect((await verify(asked, there({ "countersign-mode": "real_time" }))).body.code).toBe(
      "mode_not_granted",
    );
    expect((await verify({ ...asked, threshold: "0.1" })).body.code).toBe("threshold_below_floor");
    const refused = [
      [await seedGrant({ terms: ROOMY, key: { cidrs: ["203.0.113.0/24"] } }), "ip_denied"],
      [await seedGrant({ terms: { ...ROOMY, operations: ["enrol"] } }), "operation_not_granted"],
      [await seedGrant({ terms: { ...ROOMY, instrument: "required" } }), "instrument_required"],
    ] as const;
    for (const [of, code] of refused) expect((await verify(asked, call(of))).body.code).toBe(code);
  });

  it("once a switch is thrown, whatever lay ready", async () => {
    const stopped = await seedGrant({ terms: ROOMY });
    const { faceId } = await enrolled(stopped);
    const { body } = await verify({ face_id: faceId }, call(stopped));
    const actor = { ...stopped.admin, staffRoles: [{ role: "operator" as const, homeLane: null }] };
    await throwSwitch({ actor, scope: "tenant", value: stopped.organisationId, reason: "incident" });
    expect((await verify({ face_id: faceId }, call(stopped))).body.code).toBe("switched_off");
    expect((await get(`${stack.url}/v1/jobs/${body.id}`, call(stopped))).body.code).toBe("switched_off");
  });

  it("while access is suspended, and once the key is revoked, also by a worker that has begun", async () => {
    const paused = await seedGrant({ terms: ROOMY });
    const one = await enrolled(paused);
    await suspend(paused);
    expect((await verify({ face_id: one.faceId }, call(paused))).body.code).toBe("tenant_suspended");
    const leaving = await seedGrant({ terms: ROOMY });
    const two = await enrolled(leaving);
    stack.answerWith(async (work) => {
      await revokeKey({ actor: leaving.admin, keyId: leaving.keyId, reason: "leaked" });
      return verified(work);
    });
    expect((await verify({ face_id: two.faceId }, call(leaving))).body.code).toBe("key_revoked");
    stack.answerWith(verified);
    expect((await verify({ face_id: two.faceId }, call(leaving))).body.code).toBe("key_revoked");
  });
});
