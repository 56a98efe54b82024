import { type Comparable, currentVersion, openFaces, viewComparable } from "#lib/galleries/stored-faces";
import type { Match } from "#lib/recognition/search/best-matches";
import { createFaceIndex, type FaceIndex } from "#lib/recognition/search/face-index";
import { createSubset } from "#lib/recognition/search/subset";
import { createTurns, type Turns } from "#lib/recognition/turns";

/** Copies unused for this long are wiped: a worker holds in the clear what it works with, and nothing else. */
const IDLE_MS = 60_000;

/** Faces of all copies together; past it the longest unused are wiped. About 100 MB. */
const FACES_MAX = 100_000;

/** Templates that are opened at a time. */
const PORTION = 1_000;

export type Searched = {
  /** Best first; every face from the threshold on. */
  matches: readonly (Match & { subjectId: string })[];
  /** How many faces the probe was compared with. */
  faces: number;
};

export type Asked = {
  probe: Float32Array;
  /** Least similarity that counts. */
  least: number;
  /** Look at every row again, whatever version the copy has: what was found with it did not stand. */
  afresh?: boolean;
};

export type GalleryCache = {
  /** @returns null when the collection is gone. @throws Error when a template does not open */
  search(of: Comparable, asked: Asked): Promise<Searched | null>;
  /** Wipes all copies. */
  close(): Promise<void>;
};

type Copy = {
  index: FaceIndex;
  known: Map<string, { subjectId: string; expiresAt: Date }>;
  version: number | null;
  usedAt: number;
  turns: Turns;
};

/**
 * Collections in the clear, in this process's memory alone: one copy for each collection, model and purpose, brought up
 * to date before each search by the collection's version, so that who was deleted or withdrew is not searched.
 */
export function createGalleryCache(options: { idleMs?: number; facesMax?: number } = {}): GalleryCache {
  const { idleMs = IDLE_MS, facesMax = FACES_MAX } = options;
  const copies = new Map<string, Copy>();
  const timer = setInterval(() => {
    for (const [key, copy] of copies) if (Date.now() - copy.usedAt > idleMs) void forget(key, copy);
  }, idleMs);
  timer.unref();

  async function forget(key: string, copy: Copy): Promise<void> {
    copies.delete(key);
    await copy.turns.take(() => wipe(copy));
  }

  /** The longest unused go first; the one in use stays, however large. */
  function makeRoom(inUse: Copy): void {
    const oldest = [...copies].sort(([, one], [, other]) => one.usedAt - other.usedAt);
    let faces = oldest.reduce((sum, [, { index }]) => sum + index.size, 0);
    for (const [key, copy] of oldest) {
      if (faces <= facesMax || copy === inUse) continue;
      faces -= copy.index.size;
      void forget(key, copy);
    }
  }

  async function copyOf(of: Comparable, length: number): Promise<Copy> {
    const key = [of.tenantId, of.collectionId, of.modelId, of.purpose ?? ""].join("|");
    const known = copies.get(key);
    if (known !== undefined) return known;
    const index = await createFaceIndex({ modelId: of.modelId, length });
    const copy: Copy = { index, known: new Map(), version: null, usedAt: Date.now(), turns: createTurns() };
    // Of two that came at once, the first to be kept is used by both.
    const first = copies.get(key) ?? copy;
    copies.set(key, first);
    return first;
  }

  return {
    search: async (of, { probe, least, afresh = false }) => {
      const copy = await copyOf(of, probe.length);
      return copy.turns.take(async () => {
        copy.usedAt = Date.now();
        if (afresh) copy.version = null;
        if (!(await bringUpToDate(copy, of))) return null;
        makeRoom(copy);
        return searchCopy(copy, { modelId: of.modelId, probe, least });
      });
    },
    close: async () => {
      clearInterval(timer);
      await Promise.all([...copies].map(([key, copy]) => forget(key, copy)));
    },
  };
}

/** @returns false when the collection is gone, with nothing left of the copy */
async function bringUpToDate(copy: Copy, of: Comparable): Promise<boolean> {
  const current = await currentVersion(of);
  if (current === null) {
    await wipe(copy);
    return false;
  }
  const over = [...copy.known].filter(([, { expiresAt }]) => expiresAt <= current.now).map(([id]) => id);
  await drop(copy, over);
  if (copy.version === current.version) return true;

  const view = await viewComparable(of);
  if (view === null) return bringUpToDate(copy, of);
  const now = new Map(view.faces.map((face) => [face.id, face]));
  await drop(
    copy,
    [...copy.known.keys()].filter((id) => !now.has(id)),
  );
  for (const [id, { subjectId, expiresAt }] of now) {
    if (copy.known.has(id)) copy.known.set(id, { subjectId, expiresAt });
  }
  const missing = [...now.keys()].filter((id) => !copy.known.has(id));
  for (let at = 0; at < missing.length; at += PORTION) {
    await take(copy, await openFaces(of, missing.slice(at, at + PORTION)), now);
  }
  copy.version = view.version;
  return true;
}

async function take(
  { index, known }: Copy,
  opened: Awaited<ReturnType<typeof openFaces>>,
  rows: ReadonlyMap<string, { subjectId: string; expiresAt: Date }>,
): Promise<void> {
  const { modelId, length } = index;
  const embeddings = new Float32Array(opened.length * length);
  for (const [row, { embedding }] of opened.entries()) {
    embeddings.set(embedding, row * length);
    embedding.fill(0);
  }
  await index.add({ modelId, ids: opened.map(({ id }) => id), embeddings });
  embeddings.fill(0);
  for (const { id } of opened) {
    const row = rows.get(id);
    if (row !== undefined) known.set(id, { subjectId: row.subjectId, expiresAt: row.expiresAt });
  }
}

async function drop({ index, known }: Copy, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await index.remove(ids);
  for (const id of ids) known.delete(id);
}

async function wipe(copy: Copy): Promise<void> {
  await drop(copy, [...copy.known.keys()]);
  copy.version = null;
}

async function searchCopy(
  { index, known }: Copy,
  { modelId, probe, least }: { modelId: string; probe: Float32Array; least: number },
): Promise<Searched> {
  const faces = known.size;
  if (faces === 0) return { matches: [], faces };
  const within = createSubset((id) => known.has(id));
  const [found = []] = await index.search({ modelId, embeddings: probe }, { k: faces, floor: least, within });
  const matches = found.map((match) => ({ ...match, subjectId: known.get(match.id)?.subjectId ?? "" }));
  return { matches, faces };
}
