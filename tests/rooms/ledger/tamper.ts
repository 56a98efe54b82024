import pg from "pg";
import { checkpointText } from "#lib/ledger/checkpoint";
import { EMPTY_FRONTIER, grow, rootOf } from "#lib/ledger/frontier";
import { leafHash } from "#lib/ledger/merkle";
import { signNote } from "#lib/ledger/note";
import { ledgerSigner } from "#lib/ledger/signing-key";

const TABLES = ["LedgerPending", "LedgerLeaf", "LedgerNode", "LedgerCheckpoint", "LedgerCosignature"];

/** Whole numbers from 0 up to, not including, `below`. */
export type Draw = (below: number) => number;

type Leaf = { index: number; leaf: string };

/** A ledger in the hands of a superuser, who sets the guards aside, and in some tamperings of the signing key's holder. */
export type Victim = {
  db: pg.Client;
  leaves: readonly Leaf[];
  /** Sizes of its checkpoints, growing. */
  sizes: readonly number[];
  /** Of the checkpoint that the auditor kept. */
  held: number;
};

export async function takeVictim(held: (sizes: readonly number[]) => number): Promise<Victim> {
  const db = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await db.connect();
  await db.query("SET session_replication_role = replica");
  for (const table of TABLES) await db.query(`CREATE TABLE "Kept${table}" AS TABLE "${table}"`);
  const leaves = await db.query('SELECT index::int, leaf FROM "LedgerLeaf" ORDER BY index');
  const heads = await db.query('SELECT size::int FROM "LedgerCheckpoint" ORDER BY size');
  const sizes = heads.rows.map(({ size }) => size);
  return { db, leaves: leaves.rows, sizes, held: held(sizes) };
}

/** Puts everything back as it was. */
export async function restore({ db }: Victim): Promise<void> {
  for (const table of [...TABLES].reverse()) await db.query(`DELETE FROM "${table}"`);
  for (const table of TABLES) await db.query(`INSERT INTO "${table}" SELECT * FROM "Kept${table}"`);
}

export async function letGo(victim: Victim): Promise<void> {
  await restore(victim);
  for (const table of TABLES) await victim.db.query(`DROP TABLE "Kept${table}"`);
  await victim.db.end();
}

type Tampering = (victim: Victim, draw: Draw) => Promise<void>;

/**
 * What can be done to the record. Those under `held` also sign the result with the ledger's own key: only who kept a
 * checkpoint can tell. What is newer than the kept one can be cut off at a checkpoint without a trace; that takes a
 * newer one in hand, which is why everybody is sent them.
 */
export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  "a character of an entry": async ({ db, leaves }, draw) => {
    const { index, leaf } = leaves[draw(leaves.length)] as Leaf;
    await db.query('UPDATE "LedgerLeaf" SET leaf = $2 WHERE index = $1', [index, altered(leaf, draw)]);
  },
  "a character of an entry, and its hash": async ({ db, leaves }, draw) => {
    const { index, leaf } = leaves[draw(leaves.length)] as Leaf;
    await replaceLeaf(db, index, altered(leaf, draw));
  },
  "an entry taken out": async ({ db, leaves }, draw) => {
    await db.query('DELETE FROM "LedgerLeaf" WHERE index = $1', [draw(leaves.length)]);
  },
  "an entry taken out and the gap closed": async ({ db, leaves }, draw) => {
    const index = draw(leaves.length);
    await db.query('DELETE FROM "LedgerLeaf" WHERE index = $1', [index]);
    await shift(db, index, -1);
  },
  "an entry put in between": async ({ db, leaves }, draw) => {
    const index = draw(leaves.length);
    await shift(db, index, 1);
    await db.query(
      `INSERT INTO "LedgerLeaf" (index, "pendingId", leaf, "leafHash", kind, "subjectId")
       SELECT $1, 1000000000, leaf, "leafHash", kind, "subjectId" FROM "LedgerLeaf" WHERE index = $2`,
      [index, index === 0 ? 1 : 0],
    );
  },
  "two entries in each other's place": async ({ db, leaves }, draw) => {
    const one = leaves[draw(leaves.length - 1)] as Leaf;
    const other = leaves[one.index + 1 + draw(leaves.length - one.index - 1)] as Leaf;
    await replaceLeaf(db, one.index, other.leaf);
    await replaceLeaf(db, other.index, one.leaf);
  },
  "a byte of a checkpoint": async ({ db, sizes }, draw) => {
    const size = sizes[draw(sizes.length)];
    const { rows } = await db.query('SELECT note FROM "LedgerCheckpoint" WHERE size = $1', [size]);
    const note: string = rows[0].note;
    await db.query('UPDATE "LedgerCheckpoint" SET note = $2 WHERE size = $1', [size, altered(note, draw)]);
  },
  "a checkpoint in another's place": async ({ db, sizes }, draw) => {
    const from = sizes[draw(sizes.length - 1)];
    await db.query(
      'UPDATE "LedgerCheckpoint" SET note = (SELECT note FROM "LedgerCheckpoint" WHERE size = $1) WHERE size = $2',
      [from, sizes.at(-1)],
    );
  },
  "the newest cut off, with what was kept": async (victim, draw) => {
    const older = victim.sizes.filter((size) => size < victim.held);
    await cutTo(victim, older[draw(older.length)] ?? 1);
  },
  "an entry rewritten and all signed anew": async (victim, draw) => {
    const index = 1 + draw(victim.held - 1);
    const leaves = victim.leaves.map((one) => (one.index === index ? altered(one.leaf, draw) : one.leaf));
    await signAnew(victim, leaves);
  },
  "the newest cut off, others written in their place and signed": async (victim, draw) => {
    const from = 1 + draw(victim.held - 1);
    const forged = victim.leaves.slice(from).map(({ leaf }) => altered(leaf, draw));
    await signAnew(victim, [...victim.leaves.slice(0, from).map(({ leaf }) => leaf), ...forged]);
  },
};

/** One character of a text exchanged for another. */
function altered(text: string, draw: Draw): string {
  const letters = [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
  const at = letters[draw(letters.length)] ?? 0;
  const other = text[at] === "x" ? "y" : "x";
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}

async function replaceLeaf(db: pg.Client, index: number, leaf: string): Promise<void> {
  await db.query('UPDATE "LedgerLeaf" SET leaf = $2, "leafHash" = $3 WHERE index = $1', [
    index,
    leaf,
    Buffer.from(leafHash(leaf)),
  ]);
}

/** In two steps: two rows never have one index. */
async function shift(db: pg.Client, from: number, by: 1 | -1): Promise<void> {
  await db.query('UPDATE "LedgerLeaf" SET index = -(index + $2) - 1000 WHERE index >= $1', [from, by]);
  await db.query('UPDATE "LedgerLeaf" SET index = -index - 1000 WHERE index < 0');
}

async function cutTo({ db }: Victim, size: number): Promise<void> {
  await db.query('DELETE FROM "LedgerLeaf" WHERE index >= $1', [size]);
  await db.query('DELETE FROM "LedgerCheckpoint" WHERE size > $1', [size]);
}

/** As whoever has both the database and the signing key: every checkpoint is right for what is there now. */
async function signAnew({ db, sizes }: Victim, leaves: readonly string[]): Promise<void> {
  const signer = ledgerSigner();
  for (const [index, leaf] of leaves.entries()) await replaceLeaf(db, index, leaf);
  let frontier = EMPTY_FRONTIER;
  for (const size of sizes) {
    frontier = grow(
      frontier,
      leaves.slice(frontier.size, size).map((leaf) => leafHash(leaf)),
    ).frontier;
    const note = signNote(checkpointText({ origin: signer.name, size, rootHash: rootOf(frontier) }), signer);
    await db.query('UPDATE "LedgerCheckpoint" SET note = $2 WHERE size = $1', [size, note]);
  }
}
