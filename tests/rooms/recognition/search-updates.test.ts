import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBlock, dropLastRow, reserveRows, writeRow } from "#lib/recognition/search/face-block";
import { createFaceIndex, type FaceIndex } from "#lib/recognition/search/face-index";
import { createSubset } from "#lib/recognition/search/subset";
import { asFaces, crowd, joined, MODEL_ID, searchPlainly, seededNumbers, unit } from "./search-plain";

const LENGTH = 16;

type Faces = Map<string, Float32Array>;

function face(seed: number): Float32Array {
  const next = seededNumbers(seed * 7_919 + 1);
  return unit(Array.from({ length: LENGTH }, next));
}

const change = fc.record({
  kind: fc.constantFrom("add", "add", "replace", "remove"),
  from: fc.nat(300),
  count: fc.integer({ min: 1, max: 120 }),
  seed: fc.nat(1_000),
});

describe("an index that changes", () => {
  it("answers after any changes as if it had been built from what is left", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        const index = await createFaceIndex({ modelId: MODEL_ID, length: LENGTH });
        const faces: Faces = new Map();
        const even = createSubset((id) => Number(id) % 2 === 0);
        for (const { kind, from, count, seed } of changes) {
          const ids = Array.from({ length: count }, (_, at) => String(from + at));
          await apply(index, faces, kind, ids, seed);
          await expectSame(index, faces, even);
        }
        expect(index.size).toBe(faces.size);
      }),
      { numRuns: 40 },
    );
  });

  it("takes changes and searches in the order in which they were asked for", async () => {
    const index = await createFaceIndex({ modelId: MODEL_ID, length: LENGTH });
    const faces = crowd(3_000, LENGTH, 4);
    const [probe = new Float32Array()] = faces.values();
    const search = () => index.search({ modelId: MODEL_ID, embeddings: probe }, { k: 3 });
    const added = index.add(asFaces(faces));
    const before = search();
    const removed = index.remove(["face-0"]);
    const after = search();
    await Promise.all([added, removed]);
    expect(await before).toEqual([searchPlainly(faces, probe, { k: 3 })]);
    faces.delete("face-0");
    expect(await after).toEqual([searchPlainly(faces, probe, { k: 3 })]);
  });

  it("comes back from what it dumped", async () => {
    const faces = crowd(17_000, LENGTH, 3);
    const index = await createFaceIndex({ modelId: MODEL_ID, length: LENGTH });
    await index.add(asFaces(faces));
    const again = await createFaceIndex({ modelId: MODEL_ID, length: LENGTH });
    for (const part of index.dump()) await again.add(part);
    expect(again.size).toBe(17_000);
    await expectSame(
      again,
      faces,
      createSubset((id) => id.endsWith("2")),
    );
  });

  it("refuses to go on dumping what has changed meanwhile", async () => {
    const index = await createFaceIndex({ modelId: MODEL_ID, length: LENGTH });
    await index.add(asFaces(crowd(17_000, LENGTH, 3)));
    const parts = index.dump();
    expect(parts.next().done).toBe(false);
    await index.remove(["face-0"]);
    expect(() => parts.next()).toThrow("changed");
  });

  it("keeps nothing of a removed face in its arrays", () => {
    const block = createBlock(LENGTH);
    reserveRows(block, 2);
    writeRow(block, 0, "stays", face(1));
    const { embeddings, codes } = block;
    const [embeddingsBefore, codesBefore] = [embeddings.slice(), codes.slice()];
    writeRow(block, 1, "goes", face(2));
    dropLastRow(block);
    expect(block.embeddings).toEqual(embeddingsBefore);
    expect(block.codes).toEqual(codesBefore);
    reserveRows(block, 1_000);
    expect(embeddings.every((value) => value === 0) && codes.every((code) => code === 0)).toBe(true);
  });
});

async function apply(index: FaceIndex, faces: Faces, kind: string, ids: string[], seed: number) {
  if (kind === "remove") {
    expect(await index.remove(ids)).toBe(ids.filter((id) => faces.delete(id)).length);
    return;
  }
  const chosen = ids.filter((id) => faces.has(id) === (kind === "replace"));
  const given: Faces = new Map(chosen.map((id, at) => [id, face(seed + (at % 50))]));
  if (kind === "add") await index.add(asFaces(given));
  else await index.replace(asFaces(given));
  for (const [id, embedding] of given) faces.set(id, embedding);
}

async function expectSame(index: FaceIndex, faces: Faces, within: ReturnType<typeof createSubset>) {
  const probes = [face(3), face(501)];
  const embeddings = joined(probes);
  expect(await index.search({ modelId: MODEL_ID, embeddings }, { k: 5 })).toEqual(
    probes.map((probe) => searchPlainly(faces, probe, { k: 5 })),
  );
  const chosen = new Set([...faces.keys()].filter((id) => keeps(within, id)));
  expect(await index.search({ modelId: MODEL_ID, embeddings }, { k: 5, within })).toEqual(
    probes.map((probe) => searchPlainly(faces, probe, { k: 5, keep: (id) => chosen.has(id) })),
  );
}

/** Asks a subset about one id alone, by way of a block that holds nothing else. */
function keeps(within: ReturnType<typeof createSubset>, id: string): boolean {
  const block = createBlock(LENGTH);
  reserveRows(block, 1);
  writeRow(block, 0, id, face(1));
  return within.maskOf(block).count === 1;
}
