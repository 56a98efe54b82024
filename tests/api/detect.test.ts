import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { throwSwitch } from "#lib/grants/kill-switch";
import { suspendTenant } from "#lib/grants/suspend-tenant";
import { transaction } from "#lib/platform/db";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { seedPerson } from "#tests/support/seed-person";
import {
  jpegLike,
  keepLedgerLive,
  postBytes,
  postForm,
  postJson,
  type Stack,
  startStack,
  verified,
} from "./stack";

let stack: Stack;
let seed: SeededGrant;
let detect: string;

keepLedgerLive();
beforeAll(async () => {
  stack = await startStack();
  seed = await seedGrant();
  detect = `${stack.url}/v1/detect`;
});
afterAll(() => stack.stop());

async function operator() {
  const person = await transaction((tx) => seedPerson(tx, "on duty"));
  return { ...person, staffRoles: [{ role: "operator" as const, homeLane: null }] };
}

describe("POST /v1/detect", () => {
  it("takes a raw picture, a form, or base64 in JSON", async () => {
    const answers = [
      await postBytes(detect, "image/jpeg", jpegLike(), { key: seed.key }),
      await postBytes(detect, "image/webp", jpegLike(), { key: seed.key }),
      await postForm(detect, { image: jpegLike() }, { key: seed.key }),
      await postJson(detect, { image: { base64: jpegLike().toString("base64") } }, { key: seed.key }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toMatchObject({
        operation: "detect",
        status: "released",
        faces: [],
        decision_id: seed.decisionId,
      });
    }
  });

  it("comes with any granted operation", async () => {
    const other = await seedGrant({ terms: { operations: ["liveness"] }, key: { scopes: ["liveness"] } });
    expect((await postBytes(detect, "image/png", jpegLike(), { key: other.key })).status).toBe(200);
  });

  it("refuses a picture over 8 MB, however it is sent and whatever its length was said to be", async () => {
    const huge = jpegLike(8 * 1024 * 1024 + 1);
    for (const sent of [
      await postBytes(detect, "image/jpeg", huge, { key: seed.key }),
      await postForm(detect, { image: huge }, { key: seed.key }),
    ]) {
      expect([sent.status, sent.body.code]).toEqual([413, "image_too_large"]);
    }
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let n = 0; n < 9; n += 1) controller.enqueue(jpegLike(1024 * 1024));
        controller.close();
      },
    });
    const chunked = await fetch(detect, {
      method: "POST",
      body: stream,
      headers: {
        authorization: `Bearer ${seed.key}`,
        "idempotency-key": "chunked",
        "content-type": "image/jpeg",
      },
      duplex: "half",
    } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  it("refuses what is no picture, by its bytes and not by its name", async () => {
    const { body } = await postBytes(detect, "image/png", Buffer.from("<svg onload=alert(1)>"), {
      key: seed.key,
    });
    expect(body).toMatchObject({ status: 400, code: "image_unsupported" });
  });

  it("tells the caller who waits that approval ended meanwhile", async () => {
    const leaving = await seedGrant();
    const actor = await operator();
    stack.answerWith(async (work) => {
      await suspendTenant({ actor, tenantId: leaving.organisationId, reason: "complaint" });
      return verified(work);
    });
    const { body } = await postBytes(detect, "image/jpeg", jpegLike(), { key: leaving.key });
    expect(body).toMatchObject({ status: 403, code: "tenant_suspended", id: expect.stringMatching(/^job_/) });
    stack.answerWith(verified);
    expect((await postBytes(detect, "image/jpeg", jpegLike(), { key: leaving.key })).body.code).toBe(
      "tenant_suspended",
    );
  });

  it("says 400 of a picture that broke the engine twice, and goes on with others", async () => {
    stack.answerWith(async () => {
      throw new Error("the engine broke");
    });
    const { body } = await postBytes(detect, "image/jpeg", jpegLike(), { key: seed.key });
    expect(body).toMatchObject({
      status: 400,
      code: "image_unsupported",
      id: expect.stringMatching(/^job_/),
    });
    stack.answerWith(verified);
    expect((await postBytes(detect, "image/jpeg", jpegLike(), { key: seed.key })).status).toBe(200);
  });

  it("is stopped by a kill switch for the operation", async () => {
    await throwSwitch({ actor: await operator(), scope: "operation", value: "detect", reason: "drill" });
    const { body } = await postBytes(detect, "image/jpeg", jpegLike(), { key: seed.key });
    expect(body).toMatchObject({ status: 403, code: "switched_off" });
  });
});
