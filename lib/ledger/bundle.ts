import { isRecord } from "./leaf";
import { type Hash, toHex } from "./merkle";
import { type Refused, refuse } from "./refused";

export const BUNDLE_FORMAT = "countersign-ledger-bundle/1";

/**
 * Which entries a bundle promises to hold. `all` and `range` are promises that can be checked, since indexes have
 * no gaps; what a subject has is the exporter's word, as a log proves presence and never absence.
 */
export type BundleScope =
  | { kind: "all" }
  | { kind: "range"; from: number; to: number }
  | { kind: "subject"; subject: string };

export type BundleCheckpoint = {
  /** The signed note, whole. */
  note: string;
  /** Consistency with the checkpoint before it. Left out in `all`, where the verifier rebuilds the tree. */
  consistency?: readonly Hash[];
};

export type BundleEntry = {
  index: number;
  leaf: string;
  /** Told again so that damage to one leaf can be named; trust rests on the root. */
  leafHash: Hash;
  /** Inclusion in the newest checkpoint. Left out in `all`. */
  proof?: readonly Hash[];
};

export type Bundle = {
  origin: string;
  vkey: string;
  scope: BundleScope;
  /** By growing size; the newest is last. */
  checkpoints: readonly BundleCheckpoint[];
  /** By growing index. */
  entries: readonly BundleEntry[];
};

/** One line of JSON for each entry and checkpoint, hashes in hex. */
export function bundleText(bundle: Bundle): string {
  const hashes = (list: readonly Hash[] | undefined) => list?.map(toHex);
  const checkpoints = bundle.checkpoints.map((one) =>
    JSON.stringify({ note: one.note, consistency: hashes(one.consistency) }),
  );
  const entries = bundle.entries.map((one) =>
    JSON.stringify({
      index: one.index,
      leaf: one.leaf,
      leaf_hash: toHex(one.leafHash),
      proof: hashes(one.proof),
    }),
  );
  const { origin, vkey, scope } = bundle;
  const head = JSON.stringify({ format: BUNDLE_FORMAT, origin, vkey, scope }).slice(0, -1);
  const list = (lines: readonly string[]) => (lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`);
  return `${head},\n"checkpoints":${list(checkpoints)},\n"entries":${list(entries)}}\n`;
}

/** Reads a bundle's text. Refuses what has not the form; whether it is true is `verifyBundle`'s to say. */
export function readBundle(text: string): { ok: true; bundle: Bundle } | Refused {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("not JSON");
  }
  if (!isRecord(value) || value.format !== BUNDLE_FORMAT) return refuse(`not a ${BUNDLE_FORMAT}`);
  const { origin, vkey } = value;
  const scope = readScope(value.scope);
  const checkpoints = readList(value.checkpoints, readCheckpoint);
  const entries = readList(value.entries, readEntry);
  if (typeof origin !== "string" || typeof vkey !== "string") return refuse("origin or vkey is missing");
  if (scope === null) return refuse("its scope cannot be read");
  if (checkpoints === null) return refuse("its checkpoints cannot be read");
  if (entries === null) return refuse("its entries cannot be read");
  return { ok: true, bundle: { origin, vkey, scope, checkpoints, entries } };
}

function readScope(value: unknown): BundleScope | null {
  if (!isRecord(value)) return null;
  const { kind, from, to, subject } = value;
  if (kind === "all") return { kind };
  if (kind === "range" && isCount(from) && isCount(to) && from < to) return { kind, from, to };
  if (kind === "subject" && typeof subject === "string") return { kind, subject };
  return null;
}

function readCheckpoint(value: unknown): BundleCheckpoint | null {
  if (!isRecord(value) || typeof value.note !== "string") return null;
  if (value.consistency === undefined) return { note: value.note };
  const consistency = readList(value.consistency, fromHex);
  return consistency === null ? null : { note: value.note, consistency };
}

function readEntry(value: unknown): BundleEntry | null {
  if (!isRecord(value) || !isCount(value.index) || typeof value.leaf !== "string") return null;
  const leafHash = fromHex(value.leaf_hash);
  if (leafHash === null) return null;
  const entry = { index: value.index, leaf: value.leaf, leafHash };
  if (value.proof === undefined) return entry;
  const proof = readList(value.proof, fromHex);
  return proof === null ? null : { ...entry, proof };
}

function readList<T>(value: unknown, read: (item: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) return null;
  const items: T[] = [];
  for (const item of value) {
    const one = read(item);
    if (one === null) return null;
    items.push(one);
  }
  return items;
}

function fromHex(value: unknown): Hash | null {
  if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) return null;
  return new Uint8Array(Buffer.from(value, "hex"));
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
