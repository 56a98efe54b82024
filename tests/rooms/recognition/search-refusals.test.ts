import { beforeEach, describe, expect, it } from "vitest";
import { createFaceIndex, type FaceIndex } from "#lib/recognition/search/face-index";
import { createSubset } from "#lib/recognition/search/subset";
import { MODEL_ID, unit } from "./search-plain";

const LENGTH = 4;
const one = unit([1, 2, 3, 4]);
const other = unit([4, -3, 2, -1]);

const damaged: [string, Float32Array, string][] = [
  ["too short", unit([1, 2, 3]), "wrong_length"],
  ["too long", unit([1, 2, 3, 4, 5]), "wrong_length"],
  ["not a number", Float32Array.of(1, Number.NaN, 0, 0), "not_finite"],
  ["infinite", Float32Array.of(Number.POSITIVE_INFINITY, 0, 0, 0), "not_finite"],
  ["all zero", new Float32Array(LENGTH), "not_unit_length"],
  ["longer than 1", Float32Array.of(1, 0.1, 0, 0), "not_unit_length"],
  ["shorter than 1", Float32Array.of(0.99, 0, 0, 0), "not_unit_length"],
];

let index: FaceIndex;

const given = (ids: string[], embeddings: Float32Array, modelId = MODEL_ID) => ({ modelId, ids, embeddings });
const search = (embeddings: Float32Array, k: number, floor?: number) =>
  index.search({ modelId: MODEL_ID, embeddings }, { k, ...(floor === undefined ? {} : { floor }) });

beforeEach(async () => {
  index = await createFaceIndex({ modelId: MODEL_ID, length: LENGTH });
  await index.add(given(["one"], one));
});

describe("an index refuses", () => {
  it.each(damaged)("an embedding that is %s, wherever it comes in", async (_, embedding, reason) => {
    await expect(index.add(given(["two"], embedding))).rejects.toMatchObject({ reason });
    await expect(index.replace(given(["one"], embedding))).rejects.toMatchObject({ reason });
    await expect(search(embedding, 1)).rejects.toMatchObject({ reason });
    expect(await search(one, 5)).toEqual([[{ id: "one", similarity: expect.closeTo(1, 6) }]]);
  });

  it("embeddings of another model", async () => {
    const refusal = { name: "FaceIndexError", reason: "other_model" };
    await expect(index.add(given(["two"], other, "model-r2"))).rejects.toMatchObject(refusal);
    await expect(index.replace(given(["one"], other, "model-r2"))).rejects.toMatchObject(refusal);
    const probe = { modelId: "model-r2", embeddings: one };
    await expect(index.search(probe, { k: 1 })).rejects.toMatchObject(refusal);
  });

  it.each([
    ["an id that is there", ["one"], "duplicate_id"],
    ["an id named twice", ["two", "two"], "duplicate_id"],
    ["an empty id", [""], "bad_id"],
    ["fewer ids than embeddings", [], "wrong_length"],
  ])("%s", async (_, ids, reason) => {
    const rows = ids.length === 2 ? Float32Array.of(...one, ...other) : other;
    await expect(index.add(given(ids, rows))).rejects.toMatchObject({ reason });
    expect(index.size).toBe(1);
  });

  it("to add or replace any of a batch when one of it is wrong", async () => {
    const both = Float32Array.of(...other, ...other);
    await expect(index.add(given(["two", "one"], both))).rejects.toMatchObject({ reason: "duplicate_id" });
    await expect(index.replace(given(["one", "two"], both))).rejects.toMatchObject({ reason: "unknown_id" });
    expect(index.size).toBe(1);
    expect(await search(one, 1)).toEqual([[{ id: "one", similarity: expect.closeTo(1, 6) }]]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("k of %d", async (k) => {
    await expect(search(one, k)).rejects.toMatchObject({ reason: "bad_option" });
  });

  it("a floor that is no number, and a length that is none", async () => {
    await expect(search(one, 1, Number.NaN)).rejects.toMatchObject({ reason: "bad_option" });
    for (const length of [0, -1, 1.5, Number.NaN])
      await expect(createFaceIndex({ modelId: MODEL_ID, length })).rejects.toMatchObject({
        reason: "bad_option",
      });
  });

  it("without naming an id or a number of a face", async () => {
    const refused = await index.add(given(["one"], other)).catch((error: unknown) => String(error));
    expect(refused).toMatch(/id 0 is in the index already/);
    expect(refused).not.toMatch(/one|0\.\d/);
  });
});

describe("an index answers", () => {
  it("nothing from nothing: no faces, none that count, none above the floor, no probes", async () => {
    const empty = await createFaceIndex({ modelId: MODEL_ID, length: LENGTH });
    expect(await empty.search({ modelId: MODEL_ID, embeddings: one }, { k: 3 })).toEqual([[]]);
    const within = createSubset(() => false);
    expect(await index.search({ modelId: MODEL_ID, embeddings: one }, { k: 3, within })).toEqual([[]]);
    expect(await search(one, 3, 1.5)).toEqual([[]]);
    expect(await search(new Float32Array(), 3)).toEqual([]);
  });

  it("after a refusal and after all faces are gone, as ever", async () => {
    await expect(index.add(given(["one"], other))).rejects.toThrow();
    expect(await index.remove(["one", "unheard-of"])).toBe(1);
    expect(index.size).toBe(0);
    await index.add(given(["two"], other));
    expect(await search(other, 3)).toEqual([[{ id: "two", similarity: expect.closeTo(1, 6) }]]);
  });
});
