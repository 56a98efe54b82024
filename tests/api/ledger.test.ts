import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bundle, readBundle } from "#lib/ledger/bundle";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { verifyBundle } from "#lib/ledger/verify-bundle";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { compareFiles } from "../../workers/compare-checkpoints";
import { get, jpegLike, postForm, type Stack, startStack } from "./stack";

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
