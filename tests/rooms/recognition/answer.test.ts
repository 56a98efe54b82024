import { describe, expect, it } from "vitest";
import { verifyResult } from "#lib/jobs/answer-contract";
import type { FaceEngine } from "#lib/recognition/engine";
import type { Face } from "#lib/recognition/face";
import { EMBEDDING_MODEL_ID } from "#lib/recognition/model-ids";
import { recogniseWith } from "../../../workers/recognition/answer";
import type { Work } from "../../../workers/recognition/recogniser";

const FACE: Face = {
  box: { x: 1, y: 2, width: 30, height: 40 },
  score: 1,
  landmarks: {
    eyeLeft: { x: 10, y: 10 },
    eyeRight: { x: 20, y: 10 },
    nose: { x: 15, y: 15 },
    mouthLeft: { x: 11, y: 20 },
    mouthRight: { x: 19, y: 20 },
  },
  pose: { roll: 0, yaw: 0, pitch: 0 },
  quality: { level: "high", reasons: [], measures: { sharpness: 100, brightness: 120 } },
  eyeDistancePx: 10,
};

/** An engine that finds any two pictures this much alike. */
function engineFinding(similarity: number): FaceEngine {
  const unused = () => Promise.reject(new Error("not asked for"));
  return {
    modelId: EMBEDDING_MODEL_ID,
    runtime: "onnxruntime-node",
    detect: unused,
    embed: unused,
    embedMain: unused,
    verify: async () => ({ ok: true, modelId: EMBEDDING_MODEL_ID, similarity, source: FACE, target: FACE }),
    close: async () => {},
  };
}

function work(request: Partial<Work["request"]> = {}, operation = "verify_1_1"): Work {
  return {
    operation,
    request: { threshold: 0.5, floor: 0.5, modelId: EMBEDDING_MODEL_ID, ...request } as Work["request"],
    pictures: new Map([
      ["source", new Uint8Array([1])],
      ["target", new Uint8Array([2])],
    ]),
  };
}

describe("a comparison", () => {
  it("names the picture that is at fault, and the one limit that it broke", async () => {
    const refused = {
      ok: false,
      refusal: "image_too_large",
      reasons: ["too_many_pixels"],
      which: "target",
    } as const;
    const outcome = await recogniseWith({ ...engineFinding(1), verify: async () => refused })(work());
    expect(outcome).toMatchObject({
      kind: "refusal",
      code: "image_too_large",
      detail: "target is over 25 megapixels",
      reasons: ["too_many_pixels"],
    });
  });

  it.each([
    [0.499_999_4, false],
    [0.499_999_6, true],
    [0.5, true],
    [-1, false],
  ])("calls %d at a floor of 0.5 what its two numbers say", async (similarity, match) => {
    const outcome = await recogniseWith(engineFinding(similarity))(work());
    expect(outcome).toMatchObject({ kind: "answer", result: { operation: "verify", match } });
    // Held to the published contract on the way.
    const told = verifyResult.parse(outcome.kind === "answer" ? outcome.result : null);
    expect(told.similarity >= told.threshold.applied).toBe(match);
  });

  it.each([
    ["another network", work({ modelId: "mobilefacenet-r1" }), /accepted for mobilefacenet-r1/],
    ["no threshold", work({ threshold: null }), /no threshold/],
    ["an operation that nobody answers", work({}, "identify_1_n"), /No worker answers identify_1_n/],
  ])("is not made for %s, and says so", async (_, asked, words) => {
    const outcome = await recogniseWith(engineFinding(1))(asked);
    expect(outcome).toMatchObject({ kind: "failure", code: "unavailable" });
    expect(outcome.kind === "failure" && outcome.detail).toMatch(words);
  });
});
