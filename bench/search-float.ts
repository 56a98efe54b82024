import { InferenceSession, Tensor } from "onnxruntime-node";
import { encodeOnnx } from "#lib/recognition/onnx/onnx-model";
import { createBestMatches, offerMatch, rankMatches } from "#lib/recognition/search/best-matches";
import { LENGTH, type SearchSet } from "./search-data";
import type { SearchWay, WayOptions } from "./search-way";

/** Faces a product: 50 MB. */
const BLOCK = 65_536;

type FloatBlock = { session: InferenceSession; start: number; count: number; out: Float32Array };

/** The runtime's product of matrices in full numbers, faces as constants, and the best k of what comes out. */
export async function openFloatProduct({ ids, faces }: SearchSet, options: WayOptions): Promise<SearchWay> {
  const blocks: FloatBlock[] = [];
  for (let start = 0; start < ids.length; start += BLOCK) {
    const count = Math.min(BLOCK, ids.length - start);
    const session = await openBlock(faces.subarray(start * LENGTH, (start + count) * LENGTH), count, options);
    blocks.push({ session, start, count, out: new Float32Array(count * options.together) });
  }
  return {
    bytes: faces.byteLength,
    search: (probes, k) => searchBlocks(blocks, ids, probes, k),
    close: async () => {
      for (const { session } of blocks) await session.release();
    },
  };
}

async function openBlock(
  faces: Float32Array,
  count: number,
  { threads, together }: WayOptions,
): Promise<InferenceSession> {
  const columns = new Float32Array(faces.length);
  for (let row = 0; row < count; row += 1)
    for (let index = 0; index < LENGTH; index += 1)
      columns[index * count + row] = faces[row * LENGTH + index] ?? 0;
  const model = encodeOnnx({
    nodes: [{ op: "MatMul", inputs: ["probes", "faces"], output: "cosines", attributes: {} }],
    tensors: [{ name: "faces", dims: [LENGTH, count], data: columns }],
    inputs: [{ name: "probes", dims: [together, LENGTH], type: "float32" }],
    outputs: [{ name: "cosines", dims: [together, count], type: "float32" }],
  });
  // One probe is fastest with the faces as they lie, several with the faces in the order of the runtime's blocks.
  const disablePrepacking = together === 1 ? "1" : "0";
  return InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { disable_prepacking: disablePrepacking, intra_op: { allow_spinning: "0" } } },
  });
}

async function searchBlocks(
  blocks: readonly FloatBlock[],
  ids: readonly string[],
  values: Float32Array,
  k: number,
): Promise<string[][]> {
  const together = values.length / LENGTH;
  const probes = new Tensor("float32", values, [together, LENGTH]);
  const bests = Array.from({ length: together }, () => createBestMatches(k, Number.NEGATIVE_INFINITY));
  for (const { session, start, count, out } of blocks) {
    await session.run({ probes }, { cosines: new Tensor("float32", out, [together, count]) });
    for (const [at, best] of bests.entries())
      for (let row = 0; row < count; row += 1) {
        const similarity = out[at * count + row] ?? 0;
        if (similarity >= best.threshold) offerMatch(best, similarity, ids[start + row] ?? "");
      }
  }
  return bests.map((best) => rankMatches(best).map(({ id }) => id));
}
