import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundleText, readBundle } from "#lib/ledger/bundle";
import { signerFromSeed } from "#lib/ledger/note";
import { verifyBundle } from "#lib/ledger/verify-bundle";
import { failureOf, leaves, other, part, whole } from "./bundles";
import { bundleOf, signer } from "./story";

describe("a bundle of a subject", () => {
  it("without an entry shows nothing, and does not verify", () => {
    const empty = bundleOf(leaves, { scope: { kind: "subject", subject: "grt_1" }, indexes: [] });
    expect(failureOf(empty)?.reason).toMatch(/it holds no entry of its subject/);
  });
});

describe("a bundle", () => {
  it.each([
    ["of the whole ledger", whole],
    ["of a range", part],
    [
      "of a subject",
      bundleOf(leaves, { scope: { kind: "subject", subject: "grt_1" }, indexes: [2, 3, 4, 5] }),
    ],
    ["of a ledger of one entry", bundleOf(leaves.slice(0, 1), { sizes: [1] })],
  ])("%s verifies, also after it was written and read", (_case, bundle) => {
    expect(verifyBundle(bundle)).toMatchObject({ ok: true, account: { keyFrom: "bundle" } });
    const read = readBundle(bundleText(bundle));
    expect(read).toEqual({ ok: true, bundle: JSON.parse(JSON.stringify(bundle), reviveHashes) });
    expect(read.ok && verifyBundle(read.bundle, { vkey: signer.vkey })).toMatchObject({
      ok: true,
      account: { keyFrom: "auditor" },
    });
  });

  it("of an empty ledger verifies: it says that nothing is on record", () => {
    const bundle = bundleOf([], { sizes: [0] });
    expect(verifyBundle(bundle)).toMatchObject({ ok: true, account: { size: 0, entries: 0 } });
  });
});

function reviveHashes(_name: string, value: unknown): unknown {
  const isBytes =
    typeof value === "object" && value !== null && ("0" in value || "data" in value) && !Array.isArray(value);
  if (!isBytes) return value;
  const { data } = value as { data?: number[] };
  return Uint8Array.from(Array.isArray(data) ? data : Object.values(value));
}

describe("the key", () => {
  it("that the auditor brings decides, not the bundle's", () => {
    const forgedLog = bundleOf(leaves, { by: other });
    expect(failureOf(forgedLog)).toBeNull();
    expect(failureOf(forgedLog, { vkey: signer.vkey })).toMatchObject({ check: "checkpoint" });
  });

  it("for another log is refused", () => {
    const { vkey } = signerFromSeed("example.com/other", Buffer.alloc(32, 1));
    const reason = "the key is for example.com/other, not countersign.example/ledger";
    expect(failureOf(whole, { vkey })).toEqual({ check: "key", reason });
    expect(failureOf({ ...whole, vkey: "nonsense" })).toMatchObject({ check: "key" });
  });
});

describe("any single byte", () => {
  it("changed in a bundle's file is caught or leaves what it says as it was", () => {
    const text = bundleText(bundleOf(leaves, { sizes: [4, 10], scope: { kind: "range", from: 0, to: 10 } }));
    const original = readBundle(text);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, char) => {
        fc.pre(text[at] !== char);
        const read = readBundle(text.slice(0, at) + char + text.slice(at + 1));
        const verdict = read.ok ? verifyBundle(read.bundle, { vkey: signer.vkey }) : read;
        if (!verdict.ok) return;
        const said = (value: typeof read) => (value.ok ? { ...value.bundle, vkey: "", scope: "" } : null);
        expect(said(read)).toEqual(said(original));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("what is no bundle", () => {
  const valid = JSON.parse(bundleText(whole));
  it.each<[string, unknown]>([
    ["another format", { ...valid, format: "other/1" }],
    ["no checkpoints", { ...valid, checkpoints: undefined }],
    ["a checkpoint without a note", { ...valid, checkpoints: [{}] }],
    ["a consistency proof that is not hex", { ...valid, checkpoints: [{ note: "", consistency: ["zz"] }] }],
    ["entries that are no list", { ...valid, entries: {} }],
    ["an entry without a leaf", { ...valid, entries: [{ index: 0, leaf_hash: "0".repeat(64) }] }],
    ["an entry with half an index", { ...valid, entries: [{ ...valid.entries[0], index: 0.5 }] }],
    ["a hash of another length", { ...valid, entries: [{ ...valid.entries[0], leaf_hash: "00" }] }],
    ["a proof that is no list", { ...valid, entries: [{ ...valid.entries[0], proof: 1 }] }],
    ["an unknown scope", { ...valid, scope: { kind: "some" } }],
    ["a range that ends before it begins", { ...valid, scope: { kind: "range", from: 2, to: 2 } }],
    ["no key", { ...valid, vkey: undefined }],
    ["a list", []],
    ["null", null],
  ])("is refused before anything is verified: %s", (_case, value) => {
    expect(readBundle(JSON.stringify(value)).ok).toBe(false);
  });

  it("is refused when it is not JSON", () => {
    expect(readBundle("")).toEqual({ ok: false, reason: "not JSON" });
  });
});
