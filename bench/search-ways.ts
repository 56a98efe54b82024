import { createBestMatches, offerMatch, rankMatches } from "#lib/recognition/search/best-matches";
import { createFaceIndex } from "#lib/recognition/search/face-index";
import { LENGTH, rowOf, type SearchSet } from "./search-data";
import { openFloatProduct } from "./search-float";
import { openUsearch } from "./search-usearch";
import type { SearchWay, SearchWayName, WayOptions } from "./search-way";

type OpenWay = (set: SearchSet, options: WayOptions) => Promise<SearchWay>;

export const SEARCH_WAYS: Record<SearchWayName, OpenWay> = {
  "plain loop": async (set) => plainLoop(set),
  "runtime fp32": openFloatProduct,
  "int8, rescored": openIndex,
  "usearch HNSW": openUsearch,
};

/** Also what the others are held to: sums in doubles. */
function plainLoop({ ids, faces }: SearchSet): SearchWay {
  return {
    bytes: faces.byteLength,
    search: async (probes, k) =>
      Array.from({ length: probes.length / LENGTH }, (_, at) => {
        const probe = rowOf(probes, at);
        const best = createBestMatches(k, Number.NEGATIVE_INFINITY);
        for (let row = 0; row < ids.length; row += 1) {
          const similarity = dot(faces, row * LENGTH, probe);
          if (similarity >= best.threshold) offerMatch(best, similarity, ids[row] ?? "");
        }
        return rankMatches(best).map(({ id }) => id);
      }),
    close: async () => {},
  };
}

/** Four sums at a time: one alone waits for each addition. */
function dot(faces: Float32Array, start: number, probe: Float32Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let index = 0; index < LENGTH; index += 4) {
    const at = start + index;
    a += (faces[at] ?? 0) * (probe[index] ?? 0);
    b += (faces[at + 1] ?? 0) * (probe[index + 1] ?? 0);
    c += (faces[at + 2] ?? 0) * (probe[index + 2] ?? 0);
    d += (faces[at + 3] ?? 0) * (probe[index + 3] ?? 0);
  }
  return a + b + c + d;
}

async function openIndex({ ids, faces }: SearchSet, { threads }: WayOptions): Promise<SearchWay> {
  const modelId = "bench";
  const index = await createFaceIndex({ modelId, length: LENGTH, threads });
  await index.add({ modelId, ids, embeddings: faces });
  return {
    bytes: index.bytes,
    search: async (probes, k) => {
      const found = await index.search({ modelId, embeddings: probes }, { k });
      return found.map((matches) => matches.map(({ id }) => id));
    },
    close: async () => {},
  };
}
