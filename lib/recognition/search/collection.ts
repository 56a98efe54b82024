import {
  BLOCK_FACES,
  createBlock,
  dropLastRow,
  embeddingAt,
  type FaceBlock,
  reserveRows,
  writeRow,
} from "./face-block";

/** Faces in blocks, all of them full but the last, and where each is: `block · BLOCK_FACES + row`. */
export type Collection = {
  readonly length: number;
  readonly blocks: FaceBlock[];
  readonly places: Map<string, number>;
};

export function createCollection(length: number): Collection {
  return { length, blocks: [], places: new Map() };
}

/** The last block with room, after making room in it for up to `count` more. */
export function openBlock({ blocks, length }: Collection, count: number): FaceBlock {
  let block = blocks.at(-1);
  if (!block || block.count === BLOCK_FACES) {
    block = createBlock(length);
    blocks.push(block);
  }
  reserveRows(block, Math.min(BLOCK_FACES, block.count + count));
  return block;
}

/** Adds a face to the block that `openBlock` made room in. */
export function appendFace({ blocks, places }: Collection, id: string, embedding: Float32Array): void {
  const at = blocks.length - 1;
  const block = blocks[at];
  if (!block) throw new Error("no block is open");
  places.set(id, at * BLOCK_FACES + block.count);
  writeRow(block, block.count, id, embedding);
}

/** Writes another embedding for a face that is there. */
export function overwriteFace(collection: Collection, id: string, embedding: Float32Array): void {
  const { block, row } = placeOf(collection, id);
  writeRow(block, row, id, embedding);
}

/** Takes a face out; the last of all moves to its place. @returns false when it was not there */
export function takeFaceOut(collection: Collection, id: string): boolean {
  const { blocks, places } = collection;
  const place = places.get(id);
  const last = blocks.at(-1);
  if (place === undefined || !last) return false;
  const lastRow = last.count - 1;
  const lastId = last.ids[lastRow];
  if (lastId !== undefined && lastId !== id) {
    const { block, row } = placeOf(collection, id);
    writeRow(block, row, lastId, embeddingAt(last, lastRow));
    places.set(lastId, place);
  }
  places.delete(id);
  dropLastRow(last);
  if (last.count === 0) blocks.pop();
  return true;
}

function placeOf({ blocks, places }: Collection, id: string): { block: FaceBlock; row: number } {
  const place = places.get(id) ?? Number.NaN;
  const block = blocks[Math.floor(place / BLOCK_FACES)];
  if (!block) throw new Error("this face is not in the collection");
  return { block, row: place % BLOCK_FACES };
}
