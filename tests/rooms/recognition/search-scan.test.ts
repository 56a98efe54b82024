import { describe, expect, it } from "vitest";
import { createBestMatches, rankMatches } from "#lib/recognition/search/best-matches";
import {
  createBlock,
  dropLastRow,
  type FaceBlock,
  reserveRows,
  writeRow,
} from "#lib/recognition/search/face-block";
import { scanProducts } from "#lib/recognition/search/scan-block";
import { crowd, unit } from "./search-plain";

const PROBE = unit([1, 1, 1, 1]);

/** Two faces, `low` of similarity 0.5 to the probe and `high` of similarity 1. */
function blockOfTwo(): FaceBlock {
  const block = createBlock(4);
  reserveRows(block, 2);
  writeRow(block, 0, "low", Float32Array.of(1, 0, 0, 0));
  writeRow(block, 1, "high", PROBE);
  block.scalesAndSums.set([1, 0, 1, 0]);
  return block;
}

/** What is found when the copies of the two come to so many halves, each off by no more than `errors` says. */
function scan(products: [number, number], errors: [number, number], floor: number) {
  const block = blockOfTwo();
  block.errors.set(errors);
  block.errorMax = Math.max(...errors);
  const best = createBestMatches(2, floor);
  const copy = { low: 0, step: 0.5, errorGain: 1, slack: 0 };
  scanProducts(block, { values: PROBE, copy, best }, Int32Array.from(products), 0);
  return rankMatches(best).map(({ id }) => id);
}

describe("going through products", () => {
  it("compares a face whose copy just comes to the floor, and spares one that cannot", () => {
    expect(scan([1, 2], [0, 0], 0.5)).toEqual(["high", "low"]);
    expect(scan([0, 2], [0, 0], 0.5)).toEqual(["high"]);
  });

  it("gives each face the error of its own copy, just as much and no more", () => {
    expect(scan([0, 2], [0.5, 0], 0.5)).toEqual(["high", "low"]);
    expect(scan([0, 2], [0.25, 0], 0.5)).toEqual(["high"]);
    expect(scan([0, 0], [0.25, 0.5], 0.5)).toEqual(["high"]);
  });

  it("knows the largest error of a block through all changes", () => {
    const block = createBlock(8);
    reserveRows(block, 64);
    for (const [row, [id, face]] of [...crowd(64, 8, 5)].entries()) writeRow(block, row, id, face);
    const errorMax = () => Math.max(...block.errors.subarray(0, block.count));
    expect(block.errorMax).toBe(errorMax());
    for (const row of [3, 9, 60]) writeRow(block, row, "exact", Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0));
    while (block.count > 1) {
      expect(block.errorMax).toBeGreaterThanOrEqual(errorMax());
      dropLastRow(block);
    }
  });
});
