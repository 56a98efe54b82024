import { setImmediate } from "node:timers/promises";
import { createTurns, type Turns } from "../turns";
import type { Match } from "./best-matches";
import {
  checkEmbeddings,
  checkFaces,
  checkNew,
  checkPresent,
  type EmbeddingKind,
  type Embeddings,
  type IndexedFaces,
} from "./check-faces";
import {
  appendFace,
  type Collection,
  createCollection,
  openBlock,
  overwriteFace,
  takeFaceOut,
} from "./collection";
import { BLOCK_FACES, blockBytes } from "./face-block";
import { FaceIndexError } from "./face-index-error";
import { openProduct, type Product, type ProductOptions } from "./product";
import { type Scratch, searchBlocks } from "./search-blocks";
import type { FaceSubset } from "./subset";

export type FaceIndexOptions = EmbeddingKind & ProductOptions;

export type SearchOptions = {
  /** How many faces at most for each probe, 1 or more. */
  k: number;
  /** Least similarity that counts. Without it all do. */
  floor?: number;
  /** Only these faces. */
  within?: FaceSubset;
};

/**
 * Faces of one embedding model in memory, and the exact answer to which of them are most like a probe.
 *
 * Calls take effect one after another in the order they were made, a search sees all changes made before it, and a
 * call that is refused (`FaceIndexError`) has changed nothing. Arrays handed in must stay as they are until the call
 * has settled; they are copied.
 *
 * A million faces of 192 numbers take 976 MB, and about 100 MB for ids of 30 characters.
 */
export type FaceIndex = {
  readonly modelId: string;
  readonly length: number;
  /** Faces in it, changes still waiting for their turn not counted. */
  readonly size: number;
  /** Bytes of its arrays, ids not counted. */
  readonly bytes: number;
  /** Adds faces. Refuses ids that are there already. Also how what `dump` gave is loaded again. */
  add(faces: IndexedFaces): Promise<void>;
  /** Gives faces another embedding. Refuses ids that are not there. */
  replace(faces: IndexedFaces): Promise<void>;
  /** Takes faces out and wipes their numbers from its arrays. @returns how many were there */
  remove(ids: readonly string[]): Promise<number>;
  /**
   * The `k` most similar faces for each probe, best first, of equal similarity the lower id first: exactly those that
   * a comparison with every face gives. Similarity is summed in doubles and held to −1..1.
   */
  search(probes: Embeddings, options: SearchOptions): Promise<Match[][]>;
  /**
   * Everything in it, some thousand faces at a time, in no order that means anything. Each part is a copy.
   *
   * @throws when the index changes between two parts
   */
  dump(): Generator<IndexedFaces>;
};

/**
 * An empty index. Indexes of one process share the runtime's session.
 *
 * @throws FaceIndexError when `length` is not a whole number of 1 or more; the runtime's error when it does not start
 */
export async function createFaceIndex(options: FaceIndexOptions): Promise<FaceIndex> {
  const { modelId, length } = options;
  if (!Number.isSafeInteger(length) || length < 1)
    throw new FaceIndexError("bad_option", `length ${length} is not a whole number of 1 or more`);
  const product = await openProduct(options);
  const collection = createCollection(length);
  const turns = createTurns();
  return {
    modelId,
    length,
    get size() {
      return collection.places.size;
    },
    get bytes() {
      return collection.blocks.reduce((sum, block) => sum + blockBytes(block), 0);
    },
    add: (faces) => turns.take(() => addFaces(collection, faces, options)),
    replace: (faces) => turns.take(() => replaceFaces(collection, faces, options)),
    remove: (ids) => turns.take(() => ids.filter((id) => takeFaceOut(collection, id)).length),
    search: createSearch(product, collection, turns, options),
    dump: () => dumpFaces(collection, modelId),
  };
}

async function addFaces(collection: Collection, faces: IndexedFaces, kind: EmbeddingKind): Promise<void> {
  const count = checkFaces(faces, kind);
  checkNew(faces.ids, collection.places);
  for (let next = 0; next < count; ) {
    const block = openBlock(collection, count - next);
    const end = Math.min(count, next + BLOCK_FACES - block.count);
    for (; next < end; next += 1) appendFace(collection, faces.ids[next] ?? "", rowOf(faces, next, kind));
    // A million faces take seconds; requests get their turn in between.
    if (next < count) await setImmediate();
  }
}

function replaceFaces(collection: Collection, faces: IndexedFaces, kind: EmbeddingKind): void {
  checkFaces(faces, kind);
  checkPresent(faces.ids, collection.places);
  for (const [row, id] of faces.ids.entries()) overwriteFace(collection, id, rowOf(faces, row, kind));
}

function createSearch(
  product: Product,
  { blocks, places }: Collection,
  turns: Turns,
  kind: EmbeddingKind,
): FaceIndex["search"] {
  const scratch: Scratch = { codes: new Uint8Array(), products: new Int32Array() };
  return (given, { k, floor = Number.NEGATIVE_INFINITY, within }) =>
    turns.take(() => {
      const count = checkEmbeddings(given, kind);
      if (!Number.isSafeInteger(k) || k < 1)
        throw new FaceIndexError("bad_option", `k is ${k}, not 1 or more`);
      if (Number.isNaN(floor)) throw new FaceIndexError("bad_option", "the floor is not a number");
      const probes = Array.from({ length: count }, (_, row) => rowOf(given, row, kind));
      return searchBlocks(product, scratch, { blocks, probes, k: Math.min(k, places.size), floor, within });
    });
}

function* dumpFaces({ blocks, length }: Collection, modelId: string): Generator<IndexedFaces> {
  const versions = blocks.map(({ version }) => version);
  for (const { ids, embeddings, count } of [...blocks]) {
    if (blocks.some(({ version }, block) => version !== versions[block]) || blocks.length !== versions.length)
      throw new Error("the index changed while it was read");
    yield { modelId, ids: ids.slice(), embeddings: embeddings.slice(0, count * length) };
  }
}

function rowOf({ embeddings }: Embeddings, row: number, { length }: EmbeddingKind): Float32Array {
  return embeddings.subarray(row * length, (row + 1) * length);
}
