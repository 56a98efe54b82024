import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendEntry } from "#lib/ledger/append-entry";
import { commitment } from "#lib/ledger/entry";
import { leafHash, toHex } from "#lib/ledger/merkle";
import { ledgerHealth, requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { BATCH_MAX, sequenceEntries } from "#lib/ledger/sequence-entries";
import { entriesOf, entryAt, latestCheckpoint } from "#lib/ledger/view";
import { closeDatabase, read, type Tx, transaction } from "#lib/platform/db";
import { createSequencer } from "../../../workers/caretaker/sequencer";
import { referenceRoot } from "./reference-tree";

const db = new pg.Client({ connectionString: process.env.DATABASE_URL });
beforeAll(() => db.connect());
afterAll(async () => {
  await db.end();
  await closeDatabase();
});

/** Back to an empty ledger; the guards against that are set aside for this connection only. */
async function emptyLedger(): Promise<void> {
  await db.query("SET session_replication_role = replica");
  for (const table of ["LedgerCheckpoint", "LedgerNode", "LedgerLeaf", "LedgerPending"]) {
    await db.query(`DELETE FROM "${table}"`);
  }
  await db.query("SET session_replication_role = origin");
}
beforeEach(emptyLedger);

const now = () => new Date();
const note = (tx: Tx, subjectId: string) => appendEntry(tx, { kind: "fact.recorded", subjectId, data: {} });
const append = (subjectId: string) => transaction((tx) => note(tx, subjectId));

async function subjects(): Promise<string[]> {
  const { rows } = await db.query<{ subjectId: string }>(
    'SELECT "subjectId" FROM "LedgerLeaf" ORDER BY index',
  );
  return rows.map(({ subjectId }) => subjectId);
}

/** The stored tree against RFC 6962 by recursion over the stored leaves. */
async function expectSoundTree(): Promise<void> {
  const { rows } = await db.query<{ index: string; leaf: string }>(
    'SELECT index, leaf FROM "LedgerLeaf" ORDER BY index',
  );
  expect(rows.map(({ index }) => Number(index))).toEqual(rows.map((_, place) => place));
  const leaves = rows.map(({ leaf }) => new TextEncoder().encode(leaf));
  const { rows: heads } = await db.query<{ size: string; rootHash: Buffer }>(
    'SELECT size, "rootHash" FROM "LedgerCheckpoint"',
  );
  for (const { size, rootHash } of heads) {
    expect(toHex(rootHash)).toBe(toHex(referenceRoot(leaves.slice(0, Number(size)))));
  }
}

/** Promise.withResolvers, which Node 20 does not have. */
function deferred() {
  let resolve: () => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** A business transaction that has appended its entry and is held open until it is told how to end. */
async function holdOpen(
  subjectId: string,
): Promise<{ commit: () => Promise<void>; rollBack: () => Promise<void> }> {
  const end = deferred();
  const appended = deferred();
  const whole = transaction(async (tx) => {
    await note(tx, subjectId);
    appended.resolve();
    await end.promise;
  });
  await appended.promise;
  return {
    commit: async () => {
      end.resolve();
      await whole;
    },
    rollBack: async () => {
      end.reject(new Error("rolled back"));
      await expect(whole).rejects.toThrow("rolled back");
    },
  };
}

describe("appending", () => {
  it("puts the entry on record with the business transaction, as canonical JSON with the database's time", async () => {
    await append("fct_1");
    await sequenceEntries({ now: now() });
    const [entry] = await entriesOf("fct_1");
    expect(entry).toMatchObject({
      index: 1,
      kind: "fact.recorded",
      subjectId: "fct_1",
      data: {},
      commitment: null,
    });
    expect(Math.abs(Date.parse(entry?.at ?? "") - Date.now())).toBeLessThan(60_000);
    expect(entry?.leafHash).toBe(toHex(leafHash(entry?.leaf ?? "")));
  });

  it("leaves no leaf of a transaction that rolled back", async () => {
    const failing = await holdOpen("fct_gone");
    await append("fct_1");
    await failing.rollBack();
    await sequenceEntries({ now: now() });
    expect(await subjects()).toEqual(["ledger", "fct_1"]);
    await expectSoundTree();
  });

  it("keeps a secret out of the leaf, and the proof holds after the secret is erased", async () => {
    const secret = { reason: `canary-${randomBytes(8).toString("hex")}` };
    await transaction((tx) =>
      appendEntry(tx, { kind: "fact.recorded", subjectId: "fct_1", data: {}, secret }),
    );
    await sequenceEntries({ now: now() });
    const { rows } = await db.query<{ secret: string; salt: Buffer }>(
      'SELECT secret, salt FROM "LedgerPending" WHERE secret IS NOT NULL',
    );
    const [entry] = await entriesOf("fct_1");
    expect(entry?.leaf).not.toContain(secret.reason);
    expect(rows[0]?.salt).toHaveLength(32);
    expect(entry?.commitment).toBe(commitment(rows[0]?.salt ?? Buffer.alloc(0), rows[0]?.secret ?? ""));

    await db.query('UPDATE "LedgerPending" SET secret = NULL, salt = NULL');
    await append("fct_2");
    await sequenceEntries({ now: now() });
    await expectSoundTree();
  });
});

describe("the sequencer", () => {
  it("opens the ledger with its own name and key as the first leaf", async () => {
    expect(await sequenceEntries({ now: now() })).toEqual({ state: "done", appended: 1, size: 1 });
    expect(await entryAt(0)).toMatchObject({
      kind: "ledger.opened",
      data: {
        origin: "countersign.example/ledger",
        vkey: expect.stringMatching(/^countersign\.example\/ledger\+/),
      },
    });
  });

  it("does nothing without news", async () => {
    await sequenceEntries({ now: now() });
    const before = await latestCheckpoint();
    expect(await sequenceEntries({ now: now() })).toEqual({ state: "done", appended: 0, size: 1 });
    expect(await latestCheckpoint()).toEqual(before);
  });

  it("signs hourly even without news, over a heartbeat, so that silence is not a stopped log", async () => {
    const start = new Date("2026-11-01T09:00:00Z");
    await sequenceEntries({ now: start });
    expect(await sequenceEntries({ now: new Date("2026-11-01T09:59:59Z") })).toMatchObject({ appended: 0 });
    expect(await sequenceEntries({ now: new Date("2026-11-01T10:00:00Z") })).toMatchObject({
      appended: 1,
      size: 2,
    });
    expect(await entryAt(1)).toMatchObject({ kind: "ledger.heartbeat", subjectId: "ledger" });
    await expectSoundTree();
  });

  it("takes a row with a lower id that commits after a higher one was sequenced", async () => {
    const late = await holdOpen("fct_late");
    await append("fct_early");
    await sequenceEntries({ now: now() });
    expect(await subjects()).toEqual(["ledger", "fct_early"]);
    await late.commit();
    await sequenceEntries({ now: now(), look: "quick" });
    expect(await subjects()).toEqual(["ledger", "fct_early", "fct_late"]);
    await expectSoundTree();
  });

  it("finds by a full look what lies too far back for a quick one", async () => {
    const late = await holdOpen("fct_late");
    await db.query(`INSERT INTO "LedgerPending" (kind, "subjectId", leaf)
                    SELECT 'fact.recorded', 'fct_' || n, '{"n":' || n || '}' FROM generate_series(1, 12000) n`);
    const turn = createSequencer();
    await turn(now());
    await late.commit();
    expect(await sequenceEntries({ now: now(), look: "quick" })).toMatchObject({ appended: 0 });
    await turn(new Date(Date.now() + 10 * 60 * 1_000));
    expect((await subjects()).at(-1)).toBe("fct_late");
    expect(await subjects()).toHaveLength(12_002);
  });

  it("gives every entry one leaf with two sequencers and many writers at once", async () => {
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 15; n += 1) {
        const fails = (writer + n) % 7 === 0;
        const work = transaction(async (tx) => {
          await note(tx, `fct_${writer}_${n}`);
          if (fails) throw new Error("rolled back");
        });
        await work.catch(() => undefined);
      }
    });
    const results: string[] = [];
    let writing = true;
    const sequencers = Array.from({ length: 2 }, async () => {
      while (writing) results.push((await sequenceEntries({ now: now() })).state);
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sequencers);
    await sequenceEntries({ now: now() });

    const { rows } = await db.query<{ subjectId: string }>(
      'SELECT "subjectId" FROM "LedgerPending" ORDER BY 1',
    );
    expect((await subjects()).sort()).toEqual(rows.map(({ subjectId }) => subjectId).sort());
    expect(new Set(rows.map(({ subjectId }) => subjectId)).size).toBe(rows.length);
    expect(results).toContain("done");
    await expectSoundTree();
  });

  it("stands back while another one is at work", async () => {
    await db.query("BEGIN");
    await db.query("SELECT pg_advisory_xact_lock(hashtext('countersign.ledger.sequencer'))");
    expect(await sequenceEntries({ now: now() })).toEqual({ state: "busy" });
    await db.query("ROLLBACK");
    expect(await sequenceEntries({ now: now() })).toMatchObject({ state: "done" });
  });

  it("takes a long queue in batches, all of it in one turn", async () => {
    await db.query(`INSERT INTO "LedgerPending" (kind, "subjectId", leaf)
                    SELECT 'fact.recorded', 'fct_' || n, '{"n":' || n || '}' FROM generate_series(1, 2500) n`);
    expect(await sequenceEntries({ now: now() })).toMatchObject({ appended: BATCH_MAX });
    await createSequencer()(now());
    expect(await latestCheckpoint()).toMatchObject({ size: 2_501 });
    await expectSoundTree();
  });

  it("keeps the order in which one transaction appended", async () => {
    await transaction(async (tx) => {
      for (const id of ["fct_1", "fct_2", "fct_3"]) await note(tx, id);
    });
    await sequenceEntries({ now: now() });
    expect(await subjects()).toEqual(["ledger", "fct_1", "fct_2", "fct_3"]);
  });
});

describe("the sequencer signs no second history", () => {
  beforeEach(async () => {
    for (const id of ["fct_1", "fct_2", "fct_3", "fct_4"]) await append(id);
    await sequenceEntries({ now: now() });
    await append("fct_5");
  });
  const tamper = async (sql: string) => {
    await db.query("SET session_replication_role = replica");
    await db.query(sql);
    await db.query("SET session_replication_role = origin");
  };
  const FLIPPED = "set_byte(hash, 3, 255 - get_byte(hash, 3))";

  it.each([
    ["a stored node was changed", `UPDATE "LedgerNode" SET hash = ${FLIPPED} WHERE level = 2`],
    [
      "a stored leaf hash was changed",
      `UPDATE "LedgerLeaf" SET "leafHash" = ${FLIPPED.replaceAll("hash", '"leafHash"')} WHERE index = 4`,
    ],
  ])("when %s", async (_case, sql) => {
    await tamper(sql);
    await expect(sequenceEntries({ now: now() })).rejects.toThrow(
      "the stored tree is not the one that was signed at 5 entries",
    );
    expect(await latestCheckpoint()).toMatchObject({ size: 5 });
  });

  it("when a node was removed", async () => {
    await tamper('DELETE FROM "LedgerNode" WHERE level = 2');
    await expect(sequenceEntries({ now: now() })).rejects.toThrow("the ledger lacks node 0 of level 2");
  });

  it("when the newest checkpoint was taken out", async () => {
    await tamper('DELETE FROM "LedgerCheckpoint"');
    await expect(sequenceEntries({ now: now() })).rejects.toThrow();
    await expect(latestCheckpoint()).rejects.toMatchObject({ code: "unavailable" });
  });

  it("when the newest checkpoint was changed", async () => {
    await tamper(`UPDATE "LedgerCheckpoint" SET note = replace(note, E'\\n5\\n', E'\\n4\\n')`);
    await expect(sequenceEntries({ now: now() })).rejects.toThrow("is not valid");
  });
});

describe("a ledger that stands still", () => {
  const age = (seconds: number) =>
    db.query(
      `INSERT INTO "LedgerPending" (kind, "subjectId", leaf, "createdAt")
              VALUES ('fact.recorded', 'fct_old', '{}', clock_timestamp() - make_interval(secs => $1))`,
      [seconds],
    );

  it("is live while nothing waits for longer than a minute", async () => {
    expect(await ledgerHealth()).toEqual({ oldestWaitingSeconds: 0, waiting: 0, size: 0, isLive: true });
    await age(50);
    expect(await ledgerHealth()).toMatchObject({ waiting: 1, isLive: true });
    await expect(read(requireLiveLedger)).resolves.toBeUndefined();
  });

  it("refuses decisions and releases past a minute with 503 and Retry-After, and is live again once written", async () => {
    await sequenceEntries({ now: now() });
    await age(61);
    const health = await ledgerHealth();
    expect(health).toMatchObject({ waiting: 1, size: 1, isLive: false });
    expect(Math.round(health.oldestWaitingSeconds)).toBe(61);
    await expect(read(requireLiveLedger)).rejects.toMatchObject({
      code: "unavailable",
      status: 503,
      extras: { retryAfterSeconds: 30 },
    });
    await sequenceEntries({ now: now() });
    await expect(read(requireLiveLedger)).resolves.toBeUndefined();
  });
});

describe("the database", () => {
  beforeEach(async () => {
    await append("fct_1");
    await sequenceEntries({ now: now() });
  });

  it.each([
    "UPDATE \"LedgerLeaf\" SET leaf = '{}'",
    'DELETE FROM "LedgerLeaf"',
    "UPDATE \"LedgerNode\" SET hash = decode('00', 'hex')",
    'DELETE FROM "LedgerNode"',
    "UPDATE \"LedgerCheckpoint\" SET note = ''",
    'DELETE FROM "LedgerCheckpoint"',
    'TRUNCATE "LedgerCheckpoint" CASCADE',
    "UPDATE \"LedgerPending\" SET leaf = '{}'",
    'DELETE FROM "LedgerPending"',
  ])("refuses %s", async (sql) => {
    await expect(db.query(sql)).rejects.toThrow("append_only");
  });

  it("refuses a second leaf for one entry", async () => {
    const copy = `INSERT INTO "LedgerLeaf" SELECT index + 100, "pendingId", leaf, "leafHash", kind, "subjectId" FROM "LedgerLeaf"`;
    await expect(db.query(copy)).rejects.toThrow("LedgerLeaf_pendingId_key");
  });
});
