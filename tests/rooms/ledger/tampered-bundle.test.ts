import { describe, expect, it } from "vitest";
import type { Bundle, BundleEntry } from "#lib/ledger/bundle";
import { checkpointText } from "#lib/ledger/checkpoint";
import { type Hash, leafHash } from "#lib/ledger/merkle";
import { signNote } from "#lib/ledger/note";
import { failureOf, leaves, other, part, whole } from "./bundles";
import { bundleOf, signer } from "./story";

function withEntry(bundle: Bundle, index: number, change: Partial<BundleEntry>): Bundle {
  const entries = bundle.entries.map((entry) => (entry.index === index ? { ...entry, ...change } : entry));
  return { ...bundle, entries };
}

function withCheckpoint(bundle: Bundle, place: number, change: (note: string) => string): Bundle {
  const checkpoints = bundle.checkpoints.map((one, at) =>
    at === place ? { ...one, note: change(one.note) } : one,
  );
  return { ...bundle, checkpoints };
}

const flip = (hash: Hash | undefined): Hash =>
  Uint8Array.from(hash ?? [], (byte, at) => (at === 5 ? byte ^ 1 : byte));

/** As an operator would who also changes the hash that stands beside the leaf. */
const forged = (leaf: string) => ({ leaf, leafHash: leafHash(leaf) });

const rewritten = (leaves[3] ?? "").replace("per_b", "per_z");
const signedHead = (size: number, rootHash: Hash, by = signer) =>
  signNote(checkpointText({ origin: signer.name, size, rootHash }), by);

describe("a whole ledger that was tampered with", () => {
  it("is caught with one byte of an entry flipped", () => {
    expect(failureOf(withEntry(whole, 3, { leaf: rewritten }))).toEqual({
      check: "leaf",
      index: 3,
      reason: "its text does not give its leaf hash: it was changed after it was exported",
    });
  });

  it("is caught with an entry and its hash rewritten", () => {
    expect(failureOf(withEntry(whole, 3, forged(rewritten)))).toEqual({
      check: "inclusion",
      index: 1,
      reason: "entries 1 to 3 are not those of the log's checkpoint of 4 entries",
    });
  });

  it("is caught with two entries in each other's place", () => {
    const swapped = withEntry(withEntry(whole, 7, forged(leaves[8] ?? "")), 8, forged(leaves[7] ?? ""));
    expect(failureOf(swapped)).toMatchObject({ check: "inclusion", index: 4 });
  });

  it("is caught with an entry listed out of order", () => {
    const [first, second, ...rest] = whole.entries;
    const entries = first && second ? [second, first, ...rest] : [];
    expect(failureOf({ ...whole, entries })).toEqual({
      check: "coverage",
      reason: "entry 0 comes after entry 1",
    });
  });

  it("is caught with the newest entries dropped", () => {
    expect(failureOf({ ...whole, entries: whole.entries.slice(0, 9) })).toEqual({
      check: "coverage",
      reason: "entry 9 is missing: the bundle promises 0 to 9",
    });
  });

  it("is caught with an entry left out in the middle", () => {
    const entries = whole.entries.filter(({ index }) => index !== 4);
    expect(failureOf({ ...whole, entries })).toMatchObject({
      reason: "entry 4 is missing: the bundle promises 0 to 9",
    });
  });

  it("is caught with the newest entries and their checkpoint dropped, by whoever kept that checkpoint", () => {
    const cut = { ...whole, entries: whole.entries.slice(0, 4), checkpoints: whole.checkpoints.slice(0, 2) };
    expect(failureOf(cut)).toBeNull();
    expect(failureOf(cut, { held: whole.checkpoints[2]?.note })).toEqual({
      check: "checkpoint",
      reason: "ends at 4 entries, but you hold a checkpoint of 10: the newest were left out",
    });
  });

  it("is caught when the operator signs another history, by whoever kept a checkpoint of the first", () => {
    const second = bundleOf(leaves.map((leaf, at) => (at === 1 ? leaf.replace("app_1", "app_2") : leaf)));
    expect(failureOf(second)).toBeNull();
    expect(failureOf(second, { held: whole.checkpoints[1]?.note })).toEqual({
      check: "inclusion",
      index: 0,
      reason: "entries 0 to 3 are not those of the checkpoint that you hold of 4 entries",
    });
    expect(failureOf(whole, { held: whole.checkpoints[1]?.note })).toBeNull();
  });

  it("is caught with an entry added that no checkpoint covers", () => {
    const entries = [...whole.entries, { index: 10, ...forged(leaves[9] ?? "") }];
    expect(failureOf({ ...whole, entries })).toEqual({
      check: "coverage",
      reason: "entry 10 is not yet in the newest checkpoint (10 entries)",
    });
  });

  it("is caught with its scope made smaller to hide a rewritten entry", () => {
    const range: Bundle = {
      ...withEntry(whole, 3, forged(rewritten)),
      scope: { kind: "range", from: 0, to: 2 },
    };
    expect(failureOf(range)).toMatchObject({ check: "consistency" });
  });
});

describe("a part of the ledger that was tampered with", () => {
  it("is caught with an entry and its hash rewritten", () => {
    expect(failureOf(withEntry(part, 3, forged(rewritten)))).toEqual({
      check: "inclusion",
      index: 3,
      reason: "it is not in the tree of 10 entries",
    });
  });

  it("is caught with one byte of a node in a proof flipped", () => {
    const [first, ...rest] = part.entries[4]?.proof ?? [];
    expect(failureOf(withEntry(part, 6, { proof: [flip(first), ...rest] }))).toMatchObject({
      check: "inclusion",
      index: 6,
    });
  });

  it("is caught with a proof taken out", () => {
    expect(failureOf(withEntry(part, 6, { proof: undefined }))).toEqual({
      check: "inclusion",
      index: 6,
      reason: "it has no inclusion proof",
    });
  });

  it("is caught with one byte of a consistency proof flipped, or without the proof", () => {
    const reason = "the tree of 10 entries is not shown to continue that of 4";
    const newest = part.checkpoints[2];
    const [first, ...rest] = newest?.consistency ?? [];
    for (const consistency of [[flip(first), ...rest], [], undefined]) {
      const checkpoints = [...part.checkpoints.slice(0, 2), { note: newest?.note ?? "", consistency }];
      expect(failureOf({ ...part, checkpoints })).toEqual({ check: "consistency", reason });
    }
  });

  it("is caught with an entry of the range left out", () => {
    const entries = part.entries.filter(({ index }) => index !== 9);
    expect(failureOf({ ...part, entries })).toMatchObject({
      check: "coverage",
      reason: "entry 9 is missing: the bundle promises 2 to 9",
    });
  });

  it("is caught by whoever kept a checkpoint of the same size and another root", () => {
    const mine = signedHead(4, flip(leafHash("")));
    expect(failureOf(part, { held: mine })).toEqual({
      check: "consistency",
      reason: "two different trees of 4 entries were signed: yours and the one here",
    });
    expect(failureOf(part, { held: part.checkpoints[1]?.note })).toBeNull();
  });

  it("says so when it cannot be compared with a kept checkpoint", () => {
    const mine = signedHead(3, leafHash(""));
    expect(failureOf(part, { held: mine })).toMatchObject({
      check: "consistency",
      reason:
        "no checkpoint of 3 entries here to compare with the one that you hold; export the whole ledger",
    });
  });
});

describe("a checkpoint that was tampered with", () => {
  it.each([
    [
      "its size changed",
      (note: string) => note.replace("\n4\n", "\n5\n"),
      "the signature by countersign.example/ledger is not valid",
    ],
    [
      "a byte of its root changed",
      (note: string) => note.replace(/\n4\n./, "\n4\n+"),
      "the signature by countersign.example/ledger is not valid",
    ],
    [
      "a byte of its signature changed",
      (note: string) =>
        note.replace(/.(.{30})\n$/, (line, rest) => `${line[0] === "A" ? "B" : "A"}${rest}\n`),
      "the signature by countersign.example/ledger is not valid",
    ],
    [
      "its signature taken off",
      (note: string) => note.slice(0, note.indexOf("\n\n") + 1),
      "no blank line before the signatures",
    ],
    [
      "another's signature",
      () => signedHead(4, leafHash(""), other),
      `no signature by countersign.example/ledger with key ${signer.keyId}`,
    ],
  ])("is caught with %s", (_case, change, reason) => {
    expect(failureOf(withCheckpoint(whole, 1, change))).toEqual({
      check: "checkpoint",
      reason: `checkpoint 2 of 3: ${reason}`,
    });
  });

  it("is caught in another's place", () => {
    const checkpoints = whole.checkpoints.toReversed();
    expect(failureOf({ ...whole, checkpoints })).toMatchObject({
      reason: "checkpoint 2: size 4 does not follow 10",
    });
  });

  it("is caught when the operator signs a root that the entries do not have", () => {
    expect(failureOf(withCheckpoint(whole, 1, () => signedHead(4, leafHash(""))))).toEqual({
      check: "inclusion",
      index: 1,
      reason: "entries 1 to 3 are not those of the log's checkpoint of 4 entries",
    });
  });

  it("is missed", () => {
    expect(failureOf({ ...whole, checkpoints: [] })).toEqual({
      check: "checkpoint",
      reason: "there is no checkpoint",
    });
  });
});
