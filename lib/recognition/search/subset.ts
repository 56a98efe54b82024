import type { FaceBlock } from "./face-block";

/** Which faces of a block belong: a byte for each row, 1 for yes. */
export type RowMask = { rows: Uint8Array; count: number };

/** Some faces of any index, told by their ids. */
export type FaceSubset = { maskOf(block: FaceBlock): RowMask };

/**
 * The faces whose id `keep` answers yes to, such as those of one collection or all but one subject.
 *
 * `keep` is asked once for each face, and again only for blocks of faces that have changed since, so that a subset
 * used for many searches costs nothing after the first. When what `keep` goes by changes, make a new subset.
 */
export function createSubset(keep: (id: string) => boolean): FaceSubset {
  const masks = new WeakMap<FaceBlock, RowMask & { version: number }>();
  return {
    maskOf: (block) => {
      const known = masks.get(block);
      if (known?.version === block.version) return known;
      const rows = Uint8Array.from(block.ids, (id) => (keep(id) ? 1 : 0));
      const mask = { rows, count: rows.reduce((sum, one) => sum + one, 0), version: block.version };
      masks.set(block, mask);
      return mask;
    },
  };
}
