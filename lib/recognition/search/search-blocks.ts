import { createBestMatches, type Match, rankMatches } from "./best-matches";
import type { FaceBlock } from "./face-block";
import type { Product } from "./product";
import { quantiseProbe } from "./quantise";
import { type Probe, scanProducts, scanRows } from "./scan-block";
import type { FaceSubset } from "./subset";

/** Probes of one product of matrices: more gain little, and their products leave the cache. */
const PROBES_TOGETHER = 16;

/** Up to so many faces of a block that count, going through them one by one is cheaper than a product with all. */
const FEW_FACES = 128;

/** What a search works in; grows with the number of probes at a time, never with the collection. */
export type Scratch = { codes: Uint8Array; products: Int32Array };

export type BlockSearch = {
  blocks: readonly FaceBlock[];
  /** Rows of the index's length. */
  probes: readonly Float32Array[];
  k: number;
  floor: number;
  within?: FaceSubset | undefined;
};

/** The best `k` for each probe, in its order. Exact: see `quantise.ts` for why nothing is missed. */
export async function searchBlocks(
  product: Product,
  scratch: Scratch,
  search: BlockSearch,
): Promise<Match[][]> {
  const found: Match[][] = [];
  for (let start = 0; start < search.probes.length; start += PROBES_TOGETHER) {
    const together = search.probes.slice(start, start + PROBES_TOGETHER);
    found.push(...(await searchTogether(product, scratch, { ...search, probes: together })));
  }
  return found;
}

async function searchTogether(product: Product, scratch: Scratch, search: BlockSearch): Promise<Match[][]> {
  const { blocks, within, k, floor } = search;
  reserve(scratch, search);
  const probes = search.probes.map((values, row): Probe => {
    const copy = quantiseProbe(values, scratch.codes.subarray(row * values.length));
    return { values, copy, best: createBestMatches(k, floor) };
  });
  for (const block of blocks) {
    const mask = within?.maskOf(block);
    if ((mask ?? block).count <= FEW_FACES) {
      for (const probe of probes) scanRows(block, probe, mask);
      continue;
    }
    await product.run(scratch.codes, probes.length, block, scratch.products);
    for (const [row, probe] of probes.entries())
      scanProducts(block, probe, scratch.products, row * block.width, mask);
  }
  return probes.map(({ best }) => rankMatches(best));
}

function reserve(scratch: Scratch, { blocks, probes }: BlockSearch): void {
  const [codes, products] = [
    probes.reduce((sum, { length }) => sum + length, 0),
    probes.length * Math.max(0, ...blocks.map(({ width }) => width)),
  ];
  if (scratch.codes.length < codes) scratch.codes = new Uint8Array(codes);
  if (scratch.products.length < products) scratch.products = new Int32Array(products);
}
