import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendEntry } from "#lib/ledger/append-entry";
import { type Bundle, bundleText, readBundle } from "#lib/ledger/bundle";
import { openCheckpoint } from "#lib/ledger/checkpoint";
import { exportBundle } from "#lib/ledger/export-bundle";
import type { Hash } from "#lib/ledger/merkle";
import { verifyConsistency, verifyInclusion } from "#lib/ledger/merkle-proof";
import { parseVkey } from "#lib/ledger/note";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { verifyBundle } from "#lib/ledger/verify-bundle";
import { consistencyProof, entriesOf, entryAt, inclusionProof, latestCheckpoint } from "#lib/ledger/view";
import { closeDatabase, transaction } from "#lib/platform/db";
import { exportLedger } from "../../../workers/export-ledger";
import { verifyLedger } from "../../../workers/verify-ledger";
import { STORY, type StoryEntry, told } from "./story";

const db = new pg.Client({ connectionString: process.env.DATABASE_URL });
const folder = mkdtempSync(path.join(os.tmpdir(), "ledger-"));
const bytes = (hex: string): Hash => new Uint8Array(Buffer.from(hex, "hex"));
const append = (entry: StoryEntry) => transaction((tx) => appendEntry(tx, entry));

/** What each of the checkpoints of this file's ledger committed to, by size. */
const roots = new Map<number, Hash>();

// One ledger for the file: the story up to the grant, something else between, the rest; a checkpoint after each.
beforeAll(async () => {
  await db.connect();
  await expect(latestCheckpoint()).rejects.toMatchObject({ code: "unavailable" });
  await expect(exportBundle()).rejects.toMatchObject({ code: "unavailable" });
  const { key, accepted, released, revoked } = STORY;
  const before = told({ opened: null, key: null, accepted: null, released: null, revoked: null });
  const between = { kind: "fact.recorded", subjectId: "fct_1", data: {} } as const;
  for (const entry of [...before, between, key, accepted, released, revoked]) {
    await append(entry);
    const { size } = await sequenceEntries({ now: new Date() }).then((done) =>
      done.state === "done" ? done : { size: 0 },
    );
    roots.set(size, bytes((await latestCheckpoint()).rootHash));
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.end();
  await closeDatabase();
});

const SIZE = 11;
const indexesOf = ({ entries }: Bundle) => entries.map(({ index }) => index);

describe("the public reads", () => {
  it("give the newest checkpoint, signed with the key that the first entry names", async () => {
    const { note, size } = await latestCheckpoint();
    const { data } = await entryAt(0);
    const key = parseVkey(String(data.vkey));
    expect(size).toBe(SIZE);
    expect(key.ok && openCheckpoint(note, key.verifier)).toMatchObject({
      ok: true,
      checkpoint: { size: SIZE },
    });
  });

  it("give an entry as it stands in the tree", async () => {
    expect(await entryAt(2)).toMatchObject({
      kind: "decision.signed",
      subjectId: "prp_1",
      data: { signer: "per_a" },
    });
    expect((await entriesOf("key_1")).map(({ kind }) => kind)).toEqual(["key.issued", "key.revoked"]);
    expect(await entriesOf("key_9")).toEqual([]);
  });

  it.each([SIZE, -1, 0.5, Number.NaN, 2 ** 60])("have no entry %d", async (index) => {
    await expect(entryAt(index)).rejects.toMatchObject({ code: "not_found" });
    await expect(inclusionProof(index)).rejects.toMatchObject({ code: "not_found" });
  });

  it("prove every entry in every signed tree that holds it", async () => {
    for (const [size, root] of roots) {
      for (let index = 0; index < size; index += 1) {
        const { leafHash, proof } = await inclusionProof(index, size);
        const claim = { index, size, root, leafHash: bytes(leafHash), proof: proof.map(bytes) };
        expect(verifyInclusion(claim)).toBe(true);
      }
    }
    expect(roots.size).toBe(10);
  });

  it("prove that every signed tree continues every earlier one", async () => {
    for (const [from, fromRoot] of roots) {
      for (const [to, toRoot] of [...roots].filter(([size]) => size >= from)) {
        const { proof } = await consistencyProof(from, to);
        expect(verifyConsistency({ from, to, fromRoot, toRoot, proof: proof.map(bytes) })).toBe(true);
      }
    }
    expect(await consistencyProof(0, SIZE)).toEqual({ from: 0, to: SIZE, proof: [] });
  });

  it("refuse proofs about trees that were never signed", async () => {
    await expect(inclusionProof(0, SIZE + 1)).rejects.toMatchObject({ code: "invalid_request" });
    await expect(inclusionProof(5, 5)).rejects.toMatchObject({ code: "not_found" });
    await expect(consistencyProof(5, SIZE + 1)).rejects.toMatchObject({ code: "invalid_request" });
    await expect(consistencyProof(5, 4)).rejects.toMatchObject({ code: "invalid_request" });
    await expect(consistencyProof(-1, 4)).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("an export", () => {
  it("of everything verifies without the database", async () => {
    const bundle = await exportBundle();
    expect(indexesOf(bundle)).toEqual(Array.from({ length: SIZE }, (_, index) => index));
    expect(bundle.checkpoints).toHaveLength(10);
    const read = readBundle(bundleText(bundle));
    expect(read.ok && verifyBundle(read.bundle)).toMatchObject({
      ok: true,
      account: { size: SIZE, checkpoints: 10 },
    });
  });

  it.each([
    ["key_1", [2, 3, 4, 5, 7, 10]],
    ["job_1", [2, 3, 4, 5, 7, 8, 9, 10]],
    ["grt_1", [2, 3, 4, 5]],
    ["fct_1", [6]],
  ])("of %s brings along what its entries rest on, and verifies", async (subjectId, indexes) => {
    const bundle = await exportBundle({ subjectId });
    expect(indexesOf(bundle)).toEqual(indexes);
    expect(verifyBundle(bundle)).toMatchObject({
      ok: true,
      account: { size: SIZE, entries: indexes.length },
    });
  });

  it("of a range brings along what its entries rest on, and verifies", async () => {
    const bundle = await exportBundle({ from: 9, to: 10 });
    expect(bundle.scope).toEqual({ kind: "range", from: 9, to: 10 });
    expect(indexesOf(bundle)).toEqual([2, 3, 4, 5, 7, 8, 9, 10]);
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  });

  it("of a part carries the checkpoint that first covered each entry: it bounds when it was on record", async () => {
    const { checkpoints } = await exportBundle({ subjectId: "fct_1" });
    const { data } = await entryAt(0);
    const key = parseVkey(String(data.vkey));
    const sizes = checkpoints.map(({ note }) => {
      const opened = key.ok ? openCheckpoint(note, key.verifier) : key;
      return opened.ok ? opened.checkpoint.size : opened.reason;
    });
    expect(sizes).toEqual([7, SIZE]);
  });

  it.each([
    [{ subjectId: "grt_9" }, "not_found"],
    [{ from: 0, to: SIZE + 1 }, "invalid_request"],
    [{ from: 3, to: 3 }, "invalid_request"],
    [{ from: -1, to: 3 }, "invalid_request"],
    [{ from: 0, to: Number.NaN }, "invalid_request"],
  ])("of %j is refused: %s", async (scope, code) => {
    await expect(exportBundle(scope)).rejects.toMatchObject({ code });
  });
});

describe("export-ledger", () => {
  it("writes a file that verify-ledger accepts", async () => {
    expect(await exportLedger(["all.json"], folder)).toBe("all.json: 11 entries, 10 checkpoints");
    expect(verifyLedger(["all.json"], folder)).toMatchObject({ exitCode: 0 });
    await exportLedger(["key.json", "--subject", "key_1"], folder);
    expect(verifyLedger(["key.json"], folder)).toMatchObject({ exitCode: 0 });
    await exportLedger(["range.json", "--from", "0", "--to", "3"], folder);
    expect(verifyLedger(["range.json"], folder)).toMatchObject({ exitCode: 0 });
    expect(readFileSync(path.join(folder, "all.json"), "utf8")).not.toContain("secret");
  });

  it.each([
    [[]],
    [["a", "b"]],
    [["a", "--from", "1"]],
    [["a", "--subject", "x", "--from", "0", "--to", "1"]],
  ])("explains itself when asked for %j", async (args) => {
    await expect(exportLedger(args, folder)).rejects.toThrow("npm run export-ledger");
  });
});

describe("a database that was tampered with, exported", () => {
  /** Changes the stored rows, exports, and puts them back. */
  async function exportTampered(sql: string, scope = {}): Promise<Bundle> {
    await db.query("SET session_replication_role = replica");
    const kept = ["LedgerLeaf", "LedgerNode", "LedgerCheckpoint"];
    for (const table of kept) await db.query(`CREATE TEMP TABLE "kept_${table}" AS TABLE "${table}"`);
    try {
      await db.query(sql);
      return await exportBundle(scope);
    } finally {
      for (const table of kept) {
        await db.query(`DELETE FROM "${table}"`);
        await db.query(`INSERT INTO "${table}" SELECT * FROM "kept_${table}"`);
        await db.query(`DROP TABLE "kept_${table}"`);
      }
      await db.query("SET session_replication_role = origin");
    }
  }
  const REWRITTEN = `replace(leaf, 'per_b', 'per_z')`;
  const rehashed = `"leafHash" = sha256('\\x00'::bytea || convert_to(${REWRITTEN}, 'UTF8'))`;

  it.each([
    [
      "an entry's text",
      `UPDATE "LedgerLeaf" SET leaf = ${REWRITTEN} WHERE index = 3`,
      {},
      { check: "leaf", index: 3 },
    ],
    [
      "an entry and its hash",
      `UPDATE "LedgerLeaf" SET leaf = ${REWRITTEN}, ${rehashed} WHERE index = 3`,
      {},
      { check: "inclusion", index: 3 },
    ],
    ["the newest entry gone", 'DELETE FROM "LedgerLeaf" WHERE index = 10', {}, { check: "coverage" }],
    [
      "a node",
      'UPDATE "LedgerNode" SET hash = set_byte(hash, 3, 255 - get_byte(hash, 3)) WHERE level = 2 AND index = 1',
      { subjectId: "grt_1" },
      { check: "inclusion", index: 2 },
    ],
    [
      "an entry's text, a part",
      `UPDATE "LedgerLeaf" SET leaf = ${REWRITTEN}, ${rehashed} WHERE index = 3`,
      { subjectId: "grt_1" },
      { check: "consistency" },
    ],
    [
      "a checkpoint",
      `UPDATE "LedgerCheckpoint" SET note = replace(note, E'\\n5\\n', E'\\n6\\n') WHERE size = 5`,
      {},
      { check: "checkpoint" },
    ],
  ])("shows %s", async (_case, sql, scope, failure) => {
    const verdict = verifyBundle(await exportTampered(sql, scope));
    expect(verdict).toMatchObject({ ok: false, failure });
    expect(verifyBundle(await exportBundle(scope))).toMatchObject({ ok: true });
  });

  it("does not export a part whose proofs lack an entry that is gone", async () => {
    const gone = exportTampered('DELETE FROM "LedgerLeaf" WHERE index = 10', { subjectId: "grt_1" });
    await expect(gone).rejects.toThrow("the ledger lacks node 10 of level 0");
  });

  it("still exports a leaf that cannot be read, so that the damage can be shown", async () => {
    const bundle = await exportTampered(`UPDATE "LedgerLeaf" SET leaf = 'x' WHERE index = 7`, {
      subjectId: "key_1",
    });
    expect(verifyBundle(bundle)).toMatchObject({ ok: false, failure: { check: "leaf", index: 7 } });
  });
});
