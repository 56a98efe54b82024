import { describe, expect, it } from "vitest";
import { consistencyRanges, EMPTY_ROOT, inclusionRanges, leafHash } from "#lib/ledger/merkle";
import { verifyConsistency, verifyInclusion } from "#lib/ledger/merkle-proof";
import { storedTree } from "./stored-tree";

// The vectors of the certificate-transparency implementations:
// https://github.com/transparency-dev/merkle/blob/main/testonly/constants.go and reference_test.go
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => new Uint8Array(Buffer.from(hex, "hex")));

const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const NODES: Record<string, string> = {
  "0/0": "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "0/1": "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
  "0/2": "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
  "0/3": "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
  "0/4": "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
  "0/5": "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
  "0/6": "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
  "0/7": "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1",
  "1/0": "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "1/1": "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
  "1/2": "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
  "1/3": "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
  "2/0": "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "2/1": "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
  "3/0": "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};
const node = (name: string): string => NODES[name] ?? "";

// [leaf index, tree size, proof]
const INCLUSION: [number, number, string[]][] = [
  [0, 1, []],
  [0, 2, [node("0/1")]],
  [1, 2, [node("0/0")]],
  [2, 3, [node("1/0")]],
  [1, 5, [node("0/0"), node("1/1"), node("0/4")]],
  [0, 8, [node("0/1"), node("1/1"), node("2/1")]],
  [5, 8, [node("0/4"), node("1/3"), node("2/0")]],
];

// [from, to, proof]
const CONSISTENCY: [number, number, string[]][] = [
  [1, 1, []],
  [1, 8, [node("0/1"), node("1/1"), node("2/1")]],
  [2, 5, [node("1/1"), node("0/4")]],
  [6, 7, [node("1/2"), node("0/6"), node("2/0")]],
  [6, 8, [node("1/2"), node("1/3"), node("2/0")]],
];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "hex"));
const rootAt = (size: number) => bytes(ROOTS[size] ?? "");

describe("RFC 6962 vectors of the certificate-transparency implementations", () => {
  it("gives the known root for the empty tree and for each of the eight trees", () => {
    expect(hex(EMPTY_ROOT)).toBe(ROOTS[0]);
    for (let size = 0; size <= LEAVES.length; size += 1) {
      expect(hex(storedTree(LEAVES.slice(0, size)).root)).toBe(ROOTS[size]);
    }
  });

  it.each([1, 3, 8])("stores the known node for every complete subtree, %i leaves at a time", (batch) => {
    const { nodes } = storedTree(LEAVES, batch);
    expect(Object.fromEntries([...nodes].map(([name, hash]) => [name, hex(hash)]))).toEqual(NODES);
  });

  it.each(INCLUSION)(
    "gives and accepts the known inclusion proof of leaf %i in a tree of %i",
    (index, size, proof) => {
      const tree = storedTree(LEAVES.slice(0, size));
      expect(tree.hashesOf(inclusionRanges(index, size)).map(hex)).toEqual(proof);
      const claim = { index, size, leafHash: leafHash(LEAVES[index] ?? ""), root: rootAt(size) };
      expect(verifyInclusion({ ...claim, proof: proof.map(bytes) })).toBe(true);
    },
  );

  it.each(CONSISTENCY)("gives and accepts the known consistency proof from %i to %i", (from, to, proof) => {
    const tree = storedTree(LEAVES.slice(0, to));
    expect(tree.hashesOf(consistencyRanges(from, to)).map(hex)).toEqual(proof);
    const claim = { from, to, fromRoot: rootAt(from), toRoot: rootAt(to) };
    expect(verifyConsistency({ ...claim, proof: proof.map(bytes) })).toBe(true);
  });

  // The refusals of https://github.com/transparency-dev/merkle/blob/main/proof/verify_test.go
  it.each([
    ["another root for the same size", { from: 1, to: 1, fromRoot: rootAt(0), toRoot: rootAt(1), proof: [] }],
    ["a newer tree that is smaller", { from: 2, to: 1, fromRoot: rootAt(2), toRoot: rootAt(1), proof: [] }],
    ["no proof where one is due", { from: 1, to: 2, fromRoot: rootAt(1), toRoot: rootAt(2), proof: [] }],
    [
      "a proof where none is due",
      { from: 1, to: 1, fromRoot: rootAt(1), toRoot: rootAt(1), proof: [rootAt(0)] },
    ],
    [
      "a proof from the empty tree",
      { from: 0, to: 1, fromRoot: rootAt(0), toRoot: rootAt(1), proof: [rootAt(0)] },
    ],
    [
      "a fraction of a leaf",
      { from: 1.5, to: 2, fromRoot: rootAt(1), toRoot: rootAt(2), proof: [rootAt(0)] },
    ],
  ])("refuses %s as consistency", (_case, claim) => {
    expect(verifyConsistency(claim)).toBe(false);
  });

  it("lets every tree begin with the empty one", () => {
    const claim = { from: 0, to: 8, fromRoot: EMPTY_ROOT, toRoot: rootAt(8), proof: [] };
    expect(verifyConsistency(claim)).toBe(true);
  });

  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [-1, 1],
    [0.5, 1],
    [Number.NaN, 1],
  ])("refuses leaf %d of a tree of %d as included", (index, size) => {
    const root = rootAt(1);
    expect(verifyInclusion({ index, size, leafHash: root, root, proof: [] })).toBe(false);
  });
});
