import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitment, leafText } from "#lib/ledger/entry";
import { isRuledKind, RULED, readRuled, ruledEntry } from "#lib/ledger/entry-data";
import { parseLeaf } from "#lib/ledger/leaf";
import type { Json } from "#lib/platform/canonical-json";

const at = new Date("2026-11-01T09:00:00.5Z");
const plain = { kind: "fact.recorded", subjectId: "fct_1", at, commitment: null } as const;

describe("the text of a leaf", () => {
  it("is canonical: names in order, one spelling, time in UTC", () => {
    expect(leafText({ ...plain, data: { b: [1, "é"], a: { d: null, c: true } } })).toBe(
      '{"at":"2026-11-01T09:00:00.500Z","data":{"a":{"c":true,"d":null},"b":[1,"é"]},"kind":"fact.recorded","subject":"fct_1","v":1}',
    );
  });

  it("carries a commitment only where something is committed to", () => {
    const text = leafText({ ...plain, data: {}, commitment: "ab" });
    expect(parseLeaf(text)).toMatchObject({ ok: true, leaf: { commitment: "ab" } });
    expect(leafText({ ...plain, data: {} })).not.toContain("commitment");
  });

  it("reads back for any data, though the reader sorts without the writer's package", () => {
    const json = fc.jsonValue({ depthSize: "medium" }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), json), (data) => {
        const read = parseLeaf(leafText({ ...plain, data }));
        expect(read).toMatchObject({ ok: true });
        if (read.ok) expect(JSON.stringify(read.leaf.data)).toHaveLength(JSON.stringify(data).length);
      }),
    );
  });

  it.each([
    ["a name twice", '{"at":"x","at":"y","data":{},"kind":"k","subject":"s","v":1}'],
    ["space", '{"at":"x", "data":{},"kind":"k","subject":"s","v":1}'],
    ["names out of order", '{"data":{},"at":"x","kind":"k","subject":"s","v":1}'],
    ["a number spelt another way", '{"at":"x","data":{"n":1.0},"kind":"k","subject":"s","v":1}'],
    ["an escape that is not needed", '{"at":"x","data":{},"kind":"\\u006b","subject":"s","v":1}'],
    ["another version", '{"at":"x","data":{},"kind":"k","subject":"s","v":2}'],
    ["no data", '{"at":"x","kind":"k","subject":"s","v":1}'],
    ["data that is a list", '{"at":"x","data":[],"kind":"k","subject":"s","v":1}'],
    ["a commitment that is not text", '{"at":"x","commitment":1,"data":{},"kind":"k","subject":"s","v":1}'],
    ["no JSON", "{"],
    ["nesting without end", "[".repeat(200_000)],
    ["nothing", ""],
  ])("is not accepted with %s", (_case, text) => {
    expect(parseLeaf(text).ok).toBe(false);
  });
});

describe("a commitment", () => {
  it("is SHA-256 over the salt and the secret", () => {
    const salt = Buffer.alloc(32, 9);
    const expected = createHash("sha256")
      .update(Buffer.concat([salt, Buffer.from('{"a":"ü"}')]))
      .digest("hex");
    expect(commitment(salt, '{"a":"ü"}')).toBe(expected);
  });

  it("tells two salts apart, so that a guess at the secret proves nothing once the salt is erased", () => {
    expect(commitment(Buffer.alloc(32, 1), "{}")).not.toBe(commitment(Buffer.alloc(32, 2), "{}"));
  });
});

describe("the entries that rules read", () => {
  const released = { key_id: "key_1", grant_id: "grt_1" };

  it("are built as the verifier reads them, and may say more", () => {
    const entry = ruledEntry("job.released", "job_1", { ...released, from: "running" });
    expect(entry).toEqual({
      kind: "job.released",
      subjectId: "job_1",
      data: { ...released, from: "running" },
    });
    expect(readRuled("job.released", "job_1", entry.data)).toMatchObject({ ok: true });
  });

  it.each([
    ["another kind of subject", "app_1", released],
    ["a field that is missing", "job_1", { key_id: "key_1" }],
    ["an empty field", "job_1", { key_id: "", grant_id: "grt_1" }],
    ["a field of another type", "job_1", { key_id: 1, grant_id: "grt_1" }],
    ["no data", "job_1", null],
  ])("are refused with %s", (_case, subject, data) => {
    expect(readRuled("job.released", subject, data).ok).toBe(false);
  });

  it("are refused to the writer as well", () => {
    expect(() => ruledEntry("job.released", "app_1", released)).toThrow(TypeError);
  });

  it.each([-1, 1.5, "1"])("are refused with %j for a count", (version) => {
    const ids = { decision_id: "dec_1", digest: "d", terms_digest: "t", tenant_id: "org_1" };
    expect(readRuled("grant.created", "grt_1", { ...ids, version }).ok).toBe(false);
  });

  it("are told from the rest by name, not by what an object inherits", () => {
    expect(Object.keys(RULED).every(isRuledKind)).toBe(true);
    expect(isRuledKind("toString")).toBe(false);
    expect(isRuledKind("evidence.added")).toBe(false);
  });
});
