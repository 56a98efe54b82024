import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revokeKey } from "#lib/keys/revoke-key";
import { calibrationOf } from "#lib/recognition/calibration";
import { EMBEDDING_LENGTH, EMBEDDING_MODEL_ID } from "#lib/recognition/model-ids";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { get, type Stack, startStack } from "./stack";

let stack: Stack;
let seed: SeededGrant;

beforeAll(async () => {
  stack = await startStack();
  seed = await seedGrant();
});
afterAll(() => stack.stop());

describe("GET /v1/models", () => {
  it("gives a card for each network that looks at a picture, in the order in which they do", async () => {
    const { status, headers, body } = await get(`${stack.url}/v1/models`, { key: seed.key });
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("countersign-decision")).toBe(seed.decisionId);
    expect(body.models.map(({ id, task }: { id: string; task: string }) => [id, task])).toEqual([
      ["blazeface-front", "find_faces"],
      ["blazeface", "find_faces"],
      ["facemesh", "locate_features"],
      [EMBEDDING_MODEL_ID, "compare_faces"],
    ]);
    for (const model of body.models) {
      expect(model.upstream, model.id).not.toBe("");
      expect(model.licence, model.id).toContain("Apache-2.0");
      expect(model.limits.length, model.id).toBeGreaterThan(0);
      expect(model.runtimes[0], model.id).toBe("onnxruntime-node");
    }
  });

  it("says plainly that nobody in the training pictures consented", async () => {
    const { body } = await get(`${stack.url}/v1/models`, { key: seed.key });
    const compares = body.models.at(-1);
    expect(compares.training_data).toContain("MS1M-refine");
    expect(compares.training_data).toContain("did not consent");
  });

  it("gives the rates that grants are floored by, their set and its limits, and none for what compares nobody", async () => {
    const { body } = await get(`${stack.url}/v1/models`, { key: seed.key });
    const compares = body.models.at(-1);
    expect(compares).toMatchObject({
      input: { width: 112, height: 112, channels: "RGB" },
      vector_length: EMBEDDING_LENGTH,
      repairs: [{ name: "unfuse-relu" }, { name: "flip-prelu-slopes" }],
    });
    const known = calibrationOf(EMBEDDING_MODEL_ID);
    expect(compares.calibration.set).toMatchObject({
      name: known?.set.name,
      impostor_pairs: known?.set.impostorPairs,
    });
    expect(compares.calibration.thresholds).toEqual(known?.points);
    expect(compares.calibration.limits).toEqual(known?.set.limits);
    expect(compares.calibration.tar_at_far.map(({ far }: { far: number }) => far)).toContain(0.001);
    for (const other of body.models.slice(0, -1)) {
      expect([other.calibration, other.vector_length], other.id).toEqual([null, null]);
    }
  });

  it("tells nothing without a key", async () => {
    const { status, body } = await get(`${stack.url}/v1/models`);
    expect([status, body.code]).toEqual([401, "key_missing"]);
    expect((await get(`${stack.url}/v1/models`, { key: "csk_live_x" })).body.code).toBe("key_invalid");
  });

  it("tells nothing to a key that was revoked", async () => {
    const revoked = await seedGrant();
    await revokeKey({ actor: revoked.admin, keyId: revoked.keyId, reason: "lost" });
    const { status, body } = await get(`${stack.url}/v1/models`, { key: revoked.key });
    expect([status, body.code]).toEqual([401, "key_revoked"]);
  });

  it("refuses a version that there is not", async () => {
    const { status, body } = await get(`${stack.url}/v1/models`, {
      key: seed.key,
      headers: { "countersign-version": "2020-01-01" },
    });
    expect([status, body.code]).toEqual([400, "invalid_request"]);
  });
});
