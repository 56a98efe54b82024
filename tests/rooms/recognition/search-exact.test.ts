import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFaceIndex } from "#lib/recognition/search/face-index";
import { quantiseFace, quantiseProbe } from "#lib/recognition/search/quantise";
import { createSubset } from "#lib/recognition/search/subset";
import { asFaces, crowd, joined, MODEL_ID, searchPlainly, unit } from "./search-plain";

/** Faces of which many are equal, opposite or nearly equal, so that order hangs on ties and last digits. */
const facesOf = (length: number, most: number) => {
  const direction = fc
    .array(fc.integer({ min: -3, max: 3 }), { minLength: length, maxLength: length })
    .filter((values) => values.some((value) => value !== 0));
  const nudge = fc.constantFrom(0, 0, 1e-3, 1e-5, 1e-7);
  const face = fc.tuple(fc.nat(5), nudge, fc.nat(length - 1), fc.boolean());
  return fc
    .tuple(fc.array(direction, { minLength: 6, maxLength: 6 }), fc.array(face, { maxLength: most }))
    .map(([directions, faces]) =>
      faces.map(([which, by, at, opposite]) => {
        const values = directions[which]?.map((value, index) => value + (index === at ? by : 0)) ?? [];
        return unit(values.map((value) => (opposite ? -value : value)));
      }),
    );
};

const search = fc.record({
  k: fc.integer({ min: 1, max: 400 }),
  floor: fc.constantFrom(Number.NEGATIVE_INFINITY, -1, -0.2, 0, 0.5, 1, 2),
  every: fc.constantFrom(1, 2, 7, 1_000),
});

const LENGTHS = [1, 3, 8, 33, 192];

describe("search", () => {
  it.each(LENGTHS)("finds exactly what a plain loop finds, at %i numbers a face", async (length) => {
    const both = fc.tuple(facesOf(length, 300), facesOf(length, 6), search);
    await fc.assert(
      fc.asyncProperty(both, async ([rows, probes, { k, floor, every }]) => {
        const faces = new Map(
          rows.map((row, at): [string, Float32Array] => [`face-${(at * 7) % 1_009}`, row]),
        );
        const keep = (id: string) => Number(id.slice(5)) % every === 0;
        const index = await createFaceIndex({ modelId: MODEL_ID, length });
        await index.add(asFaces(faces));
        const found = await index.search(
          { modelId: MODEL_ID, embeddings: joined(probes) },
          { k, floor, within: createSubset(keep) },
        );
        expect(found).toEqual(probes.map((probe) => searchPlainly(faces, probe, { k, floor, keep })));
      }),
      { numRuns: 60 },
    );
  });

  it.each(["onnxruntime-node", "onnxruntime-web"] as const)(
    "finds exactly what a plain loop finds among more faces than a block holds, on %s",
    async (runtime) => {
      const faces = crowd(17_000, 32, 1);
      const index = await createFaceIndex({ modelId: MODEL_ID, length: 32, runtime });
      await index.add(asFaces(faces));
      const probes = [...crowd(40, 32, 1).values()];
      const found = await index.search({ modelId: MODEL_ID, embeddings: joined(probes) }, { k: 10 });
      for (const [at, probe] of probes.entries())
        expect(found[at]).toEqual(searchPlainly(faces, probe, { k: 10 }));
    },
  );

  it("rests on comparing again: by their copies alone, the order would be wrong", () => {
    const faces = crowd(2_000, 32, 2);
    const probe = faces.get("face-0") ?? new Float32Array();
    const ranked = [...faces]
      .map(([id, face]) => ({ id, similarity: compareCopies(probe, face).about }))
      .sort((one, other) => other.similarity - one.similarity)
      .slice(0, 10);
    const exact = searchPlainly(faces, probe, { k: 10 });
    expect(ranked.map(({ id }) => id)).not.toEqual(exact.map(({ id }) => id));
  });

  it("never places a face lower by its copy than the bound allows", () => {
    const pair = fc.tuple(facesOf(33, 40), facesOf(33, 10));
    const free = fc
      .array(fc.float({ noNaN: true, min: -1, max: 1 }), { minLength: 33, maxLength: 33 })
      .filter((values) => Math.hypot(...values) > 1e-3)
      .map((values) => unit(values));
    fc.assert(
      fc.property(pair, fc.array(free, { maxLength: 20 }), ([faces, probes], others) => {
        for (const face of [...faces, ...others])
          for (const probe of [...probes, ...others]) {
            const { about, off, exact } = compareCopies(probe, face);
            expect(exact).toBeLessThanOrEqual(about + off);
            expect(exact).toBeGreaterThanOrEqual(about - off);
          }
      }),
    );
  });
});

function compareCopies(probe: Float32Array, face: Float32Array) {
  const [codes, probeCodes] = [new Int8Array(face.length), new Uint8Array(face.length)];
  const { scale, sum, error } = quantiseFace(face, codes, 0, 1);
  const { low, step, errorGain, slack } = quantiseProbe(probe, probeCodes);
  const dot = codes.reduce((total, code, at) => total + code * (probeCodes[at] ?? 0), 0);
  const exact = face.reduce((total, value, at) => total + value * (probe[at] ?? 0), 0);
  return { about: scale * (step * dot + low * sum), off: error * errorGain + slack, exact };
}
