import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bundle, readBundle } from "#lib/ledger/bundle";
import { witnessFromSeed } from "#lib/ledger/cosignature";
import { parseVkey } from "#lib/ledger/note";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { verifyBundle } from "#lib/ledger/verify-bundle";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { compareFiles } from "../../workers/compare-checkpoints";
import { openWitnessFolder } from "../../workers/witness/folder";
import { createWatch } from "../../workers/witness/watch-ledger";
import { get, jpegLike, postForm, postJson, type Stack, startStack } from "./stack";

const witnessFolder = mkdtempSync(path.join(os.tmpdir(), "witness-"));
const witness = openWitnessFolder(witnessFolder, "witness.example/one");
process.env.LEDGER_WITNESSES = witness.signer.vkey;

let stack: Stack;
let seed: SeededGrant;

beforeAll(async () => {
  stack = await startStack();
  seed = await seedGrant();
});
afterAll(() => stack.stop());

async function newJob(): Promise<string> {
  const fields = { source: jpegLike(), target: jpegLike() };
  const { body } = await postForm(`${stack.url}/v1/verify`, fields, { key: seed.key });
  return body.id;
}

async function bundleOf(query: string): Promise<Bundle> {
  const { status, body } = await get(`${stack.url}/v1/ledger/bundle?${query}`);
  expect(status, query).toBe(200);
  const read = readBundle(JSON.stringify(body));
  if (!read.ok) throw new Error(read.reason);
  return read.bundle;
}

describe("the public ledger", () => {
  it("gives checkpoint, entries and proofs without a key, and says 503 before the first checkpoint", async () => {
    expect((await get(`${stack.url}/v1/ledger/checkpoint`)).body).toMatchObject({
      status: 503,
      code: "unavailable",
    });
    const jobId = await newJob();
    await sequenceEntries({ now: new Date() });

    const checkpoint = await get(`${stack.url}/v1/ledger/checkpoint`);
    expect([checkpoint.status, checkpoint.type]).toEqual([200, expect.stringContaining("text/plain")]);
    const size = Number(checkpoint.body.split("\n")[1]);
    const entries = await Promise.all(
      Array.from({ length: size }, (_, index) => get(`${stack.url}/v1/ledger/entries/${index}`)),
    );
    const released = entries.find(({ body }) => body.kind === "job.released" && body.subject === jobId);
    expect(released?.body).toMatchObject({
      data: { key_id: seed.keyId, grant_id: seed.grantId },
      commitment: null,
    });
    const proof = await get(`${stack.url}/v1/ledger/proof/${released?.body.index}`);
    expect(proof.body).toMatchObject({ size, leaf_hash: released?.body.leaf_hash });
  });

  it("proves to whoever kept an older checkpoint that it only grew", async () => {
    const older = (await get(`${stack.url}/v1/ledger/checkpoint`)).body;
    await newJob();
    await sequenceEntries({ now: new Date() });
    const newer = (await get(`${stack.url}/v1/ledger/checkpoint`)).body;
    const [from, to] = [older, newer].map((note: string) => Number(note.split("\n")[1]));
    const { body } = await get(`${stack.url}/v1/ledger/consistency?from=${from}&to=${to}`);
    expect(body).toMatchObject({ from, to });

    const folder = mkdtempSync(path.join(os.tmpdir(), "checkpoints-"));
    writeFileSync(path.join(folder, "one.txt"), newer);
    writeFileSync(path.join(folder, "other.txt"), older);
    const { vkey } = await bundleOf("from=0&to=1");
    const args = ["one.txt", "other.txt", "--vkey", vkey, "--ledger", stack.url];
    expect(await compareFiles(args, folder)).toEqual({
      line: `the same history, from ${from} to ${to} entries`,
      exitCode: 0,
    });
    rmSync(folder, { recursive: true });
  });

  it.each(["from=5&to=1", "from=0&to=999999", "from=0", "from=x&to=1", "from=0&to=1&more=1"])(
    "gives no proof for %s",
    async (query) => {
      expect((await get(`${stack.url}/v1/ledger/consistency?${query}`)).body).toMatchObject({ status: 400 });
    },
  );

  it("knows no entry beyond its end, and no index that is none", async () => {
    expect((await get(`${stack.url}/v1/ledger/entries/999999`)).body).toMatchObject({ status: 404 });
    expect((await get(`${stack.url}/v1/ledger/entries/minus`)).body).toMatchObject({
      status: 400,
      errors: [{ pointer: "/params/index" }],
    });
    expect((await get(`${stack.url}/v1/ledger/proof/0?size=999999`)).body).toMatchObject({ status: 400 });
    expect((await get(`${stack.url}/v1/ledger/proof/0?tree=other`)).body).toMatchObject({ status: 400 });
  });

  it("gives what concerns one id, or a range, as a bundle", async () => {
    const jobId = await newJob();
    await sequenceEntries({ now: new Date() });
    const one = await bundleOf(`subject=${jobId}`);
    expect(one.scope).toEqual({ kind: "subject", subject: jobId });
    expect(one.entries.map(({ leaf }) => JSON.parse(leaf).kind)).toContain("job.released");
    const range = await bundleOf("from=0&to=1");
    expect(range.entries).toHaveLength(1);
    expect(verifyBundle(range)).toMatchObject({ ok: true });
  });

  it.each([
    ["nothing asked for", "", 400],
    ["an id and a range", "subject=job_1&from=0&to=1", 400],
    ["half a range", "from=0", 400],
    ["a range that ends before it begins", "from=1&to=0", 400],
    ["a range beyond the end", "from=0&to=999", 400],
    ["more than 1,000 entries", "from=0&to=1001", 400],
    ["an unknown word", "subject=job_1&all=yes", 400],
    ["an id that it does not know", "subject=job_none", 404],
    ["an id with a NUL", "subject=job_%00", 404],
  ])("refuses a bundle of %s", async (_what, query, status) => {
    const { type, body } = await get(`${stack.url}/v1/ledger/bundle?${query}`);
    expect(type).toContain("application/problem+json");
    expect(body.status).toBe(status);
  });
});

describe("a witness of the ledger", () => {
  const checkpoint = async (): Promise<string> => (await get(`${stack.url}/v1/ledger/checkpoint`)).body;
  const grow = async () => {
    await newJob();
    await sequenceEntries({ now: new Date() });
  };
  async function watch() {
    const { vkey } = await bundleOf("from=0&to=1");
    const key = parseVkey(vkey);
    if (!key.ok) throw new Error(key.reason);
    return createWatch({
      ledger: stack.url,
      key: key.verifier,
      folder: openWitnessFolder(witnessFolder, witness.signer.name),
    });
  }
  const turn = async () => (await watch())(new Date());
  const auditor = async (vkey: string) =>
    verifyBundle(await bundleOf("from=0&to=1"), { witnesses: [vkey] }).ok;

  it("cosigns what continues the last that it saw, and is published with every checkpoint and bundle", async () => {
    await grow();
    expect(await auditor(witness.signer.vkey)).toBe(false);
    expect([await turn(), await turn()]).toEqual(["cosigned", "unchanged"]);
    expect(await checkpoint()).toBe(witness.seen());
    expect(await auditor(witness.signer.vkey)).toBe(true);
    await grow();
    expect(await turn()).toBe("cosigned");
    expect((await checkpoint()).split("\n").filter((line) => line.startsWith("— "))).toHaveLength(2);
    expect((await get(`${stack.url}/v1/ledger/witnesses`)).body).toEqual({
      witnesses: [witness.signer.vkey],
    });
  });

  it("brings a line that its own key alone can make, for a checkpoint that was signed", async () => {
    const [, , , , , line = ""] = (await checkpoint()).split("\n");
    const size = Number((await checkpoint()).split("\n")[1]);
    const send = (body: unknown) => postJson(`${stack.url}/v1/ledger/cosignatures`, body, {});
    expect(await send({ size, cosignature: line })).toMatchObject({
      status: 200,
      body: { size, witness: witness.signer.name },
    });
    expect(await send({ size: size - 1, cosignature: line })).toMatchObject({ status: 404 });
    expect(await send({ size: 1, cosignature: line })).toMatchObject({
      status: expect.toSatisfy((code) => code === 403 || code === 404),
    });
    const stranger = witnessFromSeed(witness.signer.name, Buffer.alloc(32, 3));
    const forged = line.replace(
      / \S+$/,
      ` ${Buffer.concat([Buffer.from(stranger.keyId, "hex"), Buffer.alloc(72)]).toString("base64")}`,
    );
    expect(await send({ size, cosignature: forged })).toMatchObject({ status: 403 });
    const hollow = line.replace(
      / \S+$/,
      ` ${Buffer.concat([Buffer.from(witness.signer.keyId, "hex"), Buffer.alloc(72)]).toString("base64")}`,
    );
    expect(await send({ size, cosignature: hollow })).toMatchObject({ status: 403 });
    for (const body of [
      {},
      { size, cosignature: "hello" },
      { size: "1", cosignature: line },
      { size, cosignature: line, at: 1 },
    ])
      expect(await send(body)).toMatchObject({ status: 400 });
  });

  it("signs nothing of a ledger whose newest rows a superuser cut off, nor of what is written in their place", async () => {
    await grow();
    expect(await turn()).toBe("cosigned");
    const kept = witness.seen() ?? "";
    const size = Number(kept.split("\n")[1]);
    const db = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await db.connect();
    await db.query("SET session_replication_role = replica");
    const { rows } = await db.query('SELECT max(size) AS size FROM "LedgerCheckpoint" WHERE size < $1', [
      size,
    ]);
    const cut = Number(rows[0].size);
    await db.query('DELETE FROM "LedgerCosignature" WHERE size > $1', [cut]);
    await db.query('DELETE FROM "LedgerCheckpoint" WHERE size > $1', [cut]);
    await db.query('DELETE FROM "LedgerNode" WHERE (index + 1) * power(2, level) > $1', [cut]);
    await db.query(
      'DELETE FROM "LedgerPending" p USING "LedgerLeaf" l WHERE l."pendingId" = p.id AND l.index >= $1',
      [cut],
    );
    await db.query('DELETE FROM "LedgerLeaf" WHERE index >= $1', [cut]);
    await db.end();

    const look = await watch();
    expect(await look(new Date())).toBe("refused");
    while (Number((await checkpoint()).split("\n")[1]) <= size) await grow();
    expect(await look(new Date())).toBe("refused");
    expect(witness.seen()).toBe(kept);

    // Both notes are in its folder: with them alone anybody names the fork.
    const refused = readdirSync(witnessFolder).filter((name) => name.startsWith("refused-"));
    expect(refused).toHaveLength(2);
    const { vkey } = await bundleOf("from=0&to=1");
    const newest =
      refused.find(
        (name) => Number(readFileSync(path.join(witnessFolder, name), "utf8").split("\n")[1]) > size,
      ) ?? "";
    const args = [
      "seen.txt",
      newest,
      "--vkey",
      vkey,
      "--ledger",
      stack.url,
      "--witness",
      witness.signer.vkey,
    ];
    const told = await compareFiles(args, witnessFolder);
    expect(told).toMatchObject({
      exitCode: 1,
      line: expect.stringMatching(/^FORK: .*\nseen.txt was cosigned by witness.example\/one/),
    });
  });
});
