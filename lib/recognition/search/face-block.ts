import type { CodeTable } from "./product";
import { quantiseFace } from "./quantise";

/**
 * Faces of one block at most: its codes (3 MB at 192 numbers) pass through the cache while they are multiplied, and
 * the event loop gets its turn between two blocks.
 */
export const BLOCK_FACES = 16_384;

/** Room in a block grows by so many faces at a time; below, it doubles from the least on. */
const WIDTH_STEP = 1_024;
const WIDTH_MIN = 64;

/**
 * Columns beyond the round number. With rows a power of two apart, all codes of a face would fall into the same few
 * places of the processor's cache: writing them took three times as long.
 */
const WIDTH_EXTRA = 64;

/**
 * Some faces of an index: the numbers themselves row by row, and their copies in eight bits column by column, which
 * is how the runtime multiplies fastest. Rows 0..count−1 are in use.
 */
export type FaceBlock = CodeTable & {
  readonly length: number;
  count: number;
  /** Goes up with each change, for what was worked out from the ids. */
  version: number;
  ids: string[];
  embeddings: Float32Array;
  /** Scale and sum of the copy of each face: the two that every search reads of every face lie side by side. */
  scalesAndSums: Float32Array;
  /** How far the copy of each face is off. */
  errors: Float32Array;
  /** At least the largest of `errors`. */
  errorMax: number;
};

export function createBlock(length: number): FaceBlock {
  return { length, count: 0, version: 0, ids: [], errorMax: 0, ...allocate(length, 0) };
}

/** Makes room for `count` faces in all, at most `BLOCK_FACES`. */
export function reserveRows(block: FaceBlock, count: number): void {
  if (count <= block.width) return;
  const before = { ...block };
  Object.assign(block, allocate(block.length, widthFor(count)));
  block.embeddings.set(before.embeddings);
  block.scalesAndSums.set(before.scalesAndSums);
  block.errors.set(before.errors);
  for (let index = 0; index < block.length; index += 1) {
    const column = before.codes.subarray(index * before.width, index * before.width + before.count);
    block.codes.set(column, index * block.width);
  }
  wipe(before.embeddings, before.codes);
}

/** Writes a face over row `row`, which is in use or the next one free. There must be room. */
export function writeRow(block: FaceBlock, row: number, id: string, embedding: Float32Array): void {
  const { scale, sum, error } = quantiseFace(embedding, block.codes, row, block.width);
  block.embeddings.set(embedding, row * block.length);
  // A sum is a whole number below 2²⁴, which 32 bits of float hold as it is.
  block.scalesAndSums[2 * row] = scale;
  block.scalesAndSums[2 * row + 1] = sum;
  block.errors[row] = error;
  block.errorMax = Math.max(block.errorMax, error);
  block.ids[row] = id;
  block.count = Math.max(block.count, row + 1);
  block.version += 1;
}

/** Takes the last face out and leaves nothing of it in memory. */
export function dropLastRow(block: FaceBlock): void {
  const row = block.count - 1;
  wipe(embeddingAt(block, row));
  for (let index = 0; index < block.length; index += 1) block.codes[index * block.width + row] = 0;
  block.ids.pop();
  block.count = row;
  block.version += 1;
}

/** The numbers of one face, not copied. */
export function embeddingAt({ embeddings, length }: FaceBlock, row: number): Float32Array {
  return embeddings.subarray(row * length, (row + 1) * length);
}

/** Bytes of a block's arrays, ids not counted. */
export function blockBytes({ embeddings, codes, scalesAndSums, errors }: FaceBlock): number {
  return [embeddings, codes, scalesAndSums, errors].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function widthFor(count: number): number {
  const width =
    count > WIDTH_STEP ? WIDTH_STEP * Math.ceil(count / WIDTH_STEP) : 2 ** Math.ceil(Math.log2(count));
  return Math.max(WIDTH_MIN, width) + WIDTH_EXTRA;
}

function allocate(length: number, width: number) {
  return {
    width,
    embeddings: new Float32Array(width * length),
    codes: new Int8Array(width * length),
    scalesAndSums: new Float32Array(2 * width),
    errors: new Float32Array(width),
  };
}

function wipe(...arrays: readonly (Float32Array | Int8Array)[]): void {
  for (const array of arrays) array.fill(0);
}
