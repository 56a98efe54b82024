import { Index, MetricKind, ScalarKind } from "usearch";
import { LENGTH, rowOf, type SearchSet } from "./search-data";
import type { SearchWay, WayOptions } from "./search-way";

/** Faces handed over at a time. */
const BATCH = 10_000;

/** A graph of a million faces takes an hour on a small machine. */
const BUILD_MS_MAX = 240_000;

/** The graph was not whole in time. */
export class BuildTooSlow extends Error {
  override readonly name = "BuildTooSlow";
}

/** Neighbours kept of each face, usearch's own default, by which its memory is reckoned. */
const CONNECTIVITY = 16;

/**
 * Approximate search by a graph of neighbours, with usearch's own settings.
 *
 * The package does not tell what memory it takes: numbers of 32 bits, and two layers' worth of neighbours of five
 * bytes each at the least.
 *
 * @throws BuildTooSlow after four minutes
 */
export async function openUsearch({ ids, faces }: SearchSet, { threads }: WayOptions): Promise<SearchWay> {
  const index = new Index({
    metric: MetricKind.IP,
    quantization: ScalarKind.F32,
    dimensions: LENGTH,
    connectivity: CONNECTIVITY,
    expansion_add: 0,
    expansion_search: 0,
    multi: false,
  });
  const begun = performance.now();
  for (let start = 0; start < ids.length; start += BATCH) {
    if (performance.now() - begun > BUILD_MS_MAX) {
      throw new BuildTooSlow(`${start} of ${ids.length} faces in ${BUILD_MS_MAX / 1_000} s`);
    }
    const count = Math.min(BATCH, ids.length - start);
    const keys = BigUint64Array.from({ length: count }, (_, at) => BigInt(start + at));
    index.add(keys, rowOf(faces, start, count), threads);
  }
  return {
    bytes: faces.byteLength + ids.length * CONNECTIVITY * 2 * 5,
    search: async (probes, k) =>
      Array.from({ length: probes.length / LENGTH }, (_, at) => {
        const { keys } = index.search(rowOf(probes, at), k, threads);
        return Array.from(keys, (key) => ids[Number(key)] ?? "");
      }),
    close: async () => {},
  };
}
