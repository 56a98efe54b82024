import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consistencyRanges, type Hash, inclusionRanges, leafHash, subtreesOf } from "#lib/ledger/merkle";
import { verifyConsistency, verifyInclusion } from "#lib/ledger/merkle-proof";
import { referenceConsistency, referenceInclusion, referenceRoot } from "./reference-tree";
import { storedTree } from "./stored-tree";

const leaves = fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 130 });
/** 0 ≤ part < 1, even over that stretch; fc.double is even over exponents, and so nearly always next to 0. */
const part = fc.nat(2 ** 30 - 1).map((n) => n / 2 ** 30);

/** A tree, and two sizes or places within it. */
const growth = fc.record({ leaves, a: part, b: part, batch: fc.integer({ min: 1, max: 50 }) });

describe("the tree against RFC 6962 by recursion", () => {
  it("has the same root however the leaves were batched", () => {
    fc.assert(
      fc.property(growth, ({ leaves, batch }) => {
        expect(storedTree(leaves, batch).root).toEqual(referenceRoot(leaves));
      }),
    );
  });

  it("gives the same inclusion proof from stored nodes, and it verifies", () => {
    fc.assert(
      fc.property(growth, ({ leaves, a, batch }) => {
        const index = Math.floor(a * leaves.length);
        const tree = storedTree(leaves, batch);
        const proof = tree.hashesOf(inclusionRanges(index, leaves.length));
        expect(proof).toEqual(referenceInclusion(index, leaves));
        const claim = {
          index,
          size: leaves.length,
          leafHash: leafHash(leaves[index] ?? ""),
          root: tree.root,
        };
        expect(verifyInclusion({ ...claim, proof })).toBe(true);
      }),
    );
  });

  it("proves an old size from a tree that has grown since", () => {
    fc.assert(
      fc.property(growth, ({ leaves, a, b }) => {
        const size = Math.floor(a * leaves.length) + 1;
        const index = Math.floor(b * size);
        const proof = storedTree(leaves).hashesOf(inclusionRanges(index, size));
        expect(proof).toEqual(referenceInclusion(index, leaves.slice(0, size)));
      }),
    );
  });

  it("gives the same consistency proof from stored nodes, and it verifies", () => {
    fc.assert(
      fc.property(growth, ({ leaves, a, batch }) => {
        const from = Math.floor(a * leaves.length) + 1;
        const tree = storedTree(leaves, batch);
        const proof = tree.hashesOf(consistencyRanges(from, leaves.length));
        expect(proof).toEqual(referenceConsistency(from, leaves));
        const fromRoot = referenceRoot(leaves.slice(0, from));
        expect(verifyConsistency({ from, to: leaves.length, fromRoot, toRoot: tree.root, proof })).toBe(true);
      }),
    );
  });

  it("reads at most 2·log2(n) + 2 nodes for a proof", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 48 }), part, (size, a) => {
        const bound = 2 * Math.log2(size) + 2;
        const place = Math.floor(a * size);
        expect(inclusionRanges(place, size).flatMap(subtreesOf).length).toBeLessThanOrEqual(bound);
        expect(consistencyRanges(place, size).flatMap(subtreesOf).length).toBeLessThanOrEqual(bound);
      }),
    );
  });
});

describe("a proof that was tampered with", () => {
  const flipped = (hash: Hash, bit: number): Hash =>
    hash.map((byte, at) => (at === Math.floor(bit / 8) ? byte ^ (1 << (bit % 8)) : byte));
  const bit = fc.integer({ min: 0, max: 255 });

  it("is refused with any bit of the leaf, the root or the proof flipped", () => {
    fc.assert(
      fc.property(growth, bit, fc.nat(), ({ leaves, a }, bit, pick) => {
        const index = Math.floor(a * leaves.length);
        const tree = storedTree(leaves);
        const proof = tree.hashesOf(inclusionRanges(index, leaves.length));
        const claim = {
          index,
          size: leaves.length,
          leafHash: leafHash(leaves[index] ?? ""),
          root: tree.root,
          proof,
        };
        const at = pick % (proof.length + 1);
        const bent = proof.map((hash, place) => (place === at ? flipped(hash, bit) : hash));
        expect(verifyInclusion({ ...claim, leafHash: flipped(claim.leafHash, bit) })).toBe(false);
        expect(verifyInclusion({ ...claim, root: flipped(claim.root, bit) })).toBe(false);
        if (at < proof.length) expect(verifyInclusion({ ...claim, proof: bent })).toBe(false);
      }),
    );
  });

  it("is refused shortened, lengthened, or for another place", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uint8Array({ minLength: 4, maxLength: 4 }), {
          minLength: 2,
          maxLength: 80,
          selector: String,
        }),
        part,
        (leaves, a) => {
          const index = Math.floor(a * leaves.length);
          const tree = storedTree(leaves);
          const proof = tree.hashesOf(inclusionRanges(index, leaves.length));
          const claim = {
            index,
            size: leaves.length,
            leafHash: leafHash(leaves[index] ?? ""),
            root: tree.root,
          };
          expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(false);
          expect(verifyInclusion({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
          expect(verifyInclusion({ ...claim, proof: [...proof, tree.root] })).toBe(false);
          expect(verifyInclusion({ ...claim, proof: [...proof, new Uint8Array(0)] })).toBe(false);
          for (let other = 0; other < leaves.length; other += 1) {
            if (other !== index) expect(verifyInclusion({ ...claim, index: other, proof })).toBe(false);
          }
        },
      ),
    );
  });

  it("does not let a tree pass for the continuation of one with another leaf", () => {
    fc.assert(
      fc.property(growth, bit, ({ leaves, a, b }, bit) => {
        const from = Math.floor(a * leaves.length) + 1;
        const changed = Math.floor(b * from);
        const rewritten = leaves.map((leaf, at) =>
          at === changed ? Uint8Array.of(...leaf, bit & 255) : leaf,
        );
        const proof = referenceConsistency(from, rewritten);
        const roots = { fromRoot: referenceRoot(leaves.slice(0, from)), toRoot: referenceRoot(rewritten) };
        expect(verifyConsistency({ from, to: leaves.length, ...roots, proof })).toBe(false);
      }),
    );
  });

  it("is refused as consistency with any bit flipped, shortened, lengthened, or with the roots swapped", () => {
    fc.assert(
      fc.property(growth, bit, fc.nat(), ({ leaves, a }, bit, pick) => {
        const from = Math.floor(a * leaves.length) + 1;
        const tree = storedTree(leaves);
        const proof = tree.hashesOf(consistencyRanges(from, leaves.length));
        const roots = { fromRoot: referenceRoot(leaves.slice(0, from)), toRoot: tree.root };
        const claim = { from, to: leaves.length, ...roots, proof };
        fc.pre(proof.length > 0);
        const at = pick % proof.length;
        const bent = proof.map((hash, place) => (place === at ? flipped(hash, bit) : hash));
        expect(verifyConsistency({ ...claim, proof: bent })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...proof, tree.root] })).toBe(false);
        expect(verifyConsistency({ ...claim, fromRoot: roots.toRoot, toRoot: roots.fromRoot })).toBe(false);
      }),
    );
  });
});
