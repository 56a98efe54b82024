import { type BestMatches, offerMatch } from "./best-matches";
import type { FaceBlock } from "./face-block";
import type { ProbeCopy } from "./quantise";
import type { RowMask } from "./subset";

/** One probe on its way through the blocks. */
export type Probe = { values: Float32Array; copy: ProbeCopy; best: BestMatches };

/**
 * Offers every face of the block that could be among the best, by its true similarity. `products` are those of the
 * probe's codes with the faces', from `offset` on.
 */
export function scanProducts(
  block: FaceBlock,
  { values, copy, best }: Probe,
  products: Int32Array,
  offset: number,
  mask?: RowMask,
): void {
  const { errors, errorMax, count } = block;
  const { step, errorGain, slack } = copy;
  const reached = { products, offset, lowSteps: copy.low / step };
  // What a copy must come to, counted in steps, for its face to matter if it were off by so much.
  const needed = (error: number) => (lowest(best) - slack - error * errorGain) / step;
  let row = nextReaching(block, reached, 0, needed(errorMax));
  for (; row < count; row = nextReaching(block, reached, row + 1, needed(errorMax))) {
    if (mask?.rows[row] === 0) continue;
    if (reachedAt(block, reached, row) < needed(errors[row] ?? 0)) continue;
    offerMatch(best, cosineAt(block, row, values), block.ids[row] ?? "");
  }
}

/** Products of one probe's codes with those of a block, and its `low` counted in steps. */
type Reached = { products: Int32Array; offset: number; lowSteps: number };

/**
 * First row from `row` on whose copy comes to `needed`, or the number of rows.
 *
 * This loop runs over every face of the collection. Nothing is called in it, so that the compiler keeps the arrays'
 * addresses in registers: with the rest of the work inside, it takes twice as long.
 */
function nextReaching(
  { scalesAndSums, count }: FaceBlock,
  { products, offset, lowSteps }: Reached,
  row: number,
  needed: number,
): number {
  for (let at = row; at < count; at += 1) {
    const codes = (products[offset + at] ?? 0) + lowSteps * (scalesAndSums[2 * at + 1] ?? 0);
    if ((scalesAndSums[2 * at] ?? 0) * codes >= needed) return at;
  }
  return count;
}

function reachedAt(
  { scalesAndSums }: FaceBlock,
  { products, offset, lowSteps }: Reached,
  row: number,
): number {
  const codes = (products[offset + row] ?? 0) + lowSteps * (scalesAndSums[2 * row + 1] ?? 0);
  return (scalesAndSums[2 * row] ?? 0) * codes;
}

/** Offers every face of the block by its true similarity: for few faces, where a product costs more. */
export function scanRows(block: FaceBlock, { values, best }: Probe, mask?: RowMask): void {
  for (let row = 0; row < block.count; row += 1) {
    if (mask && mask.rows[row] === 0) continue;
    offerMatch(best, cosineAt(block, row, values), block.ids[row] ?? "");
  }
}

/** −1 is also what products a little below it are rounded to, so that no bound below −1 rules anyone out. */
function lowest({ threshold }: BestMatches): number {
  return threshold <= -1 ? Number.NEGATIVE_INFINITY : threshold;
}

/** The similarity that counts: summed in doubles, number by number, and held to −1..1. */
function cosineAt({ embeddings, length }: FaceBlock, row: number, values: Float32Array): number {
  const start = row * length;
  let sum = 0;
  for (let index = 0; index < length; index += 1)
    sum += (values[index] ?? 0) * (embeddings[start + index] ?? 0);
  return Math.min(1, Math.max(-1, sum));
}
