import type { Match } from "#lib/recognition/search/best-matches";
import type { IndexedFaces } from "#lib/recognition/search/check-faces";

export const MODEL_ID = "test-model";

export type PlainSearch = { k: number; floor?: number; keep?: (id: string) => boolean };

/** What a search must answer, by comparing with every face in turn. */
export function searchPlainly(
  faces: ReadonlyMap<string, Float32Array>,
  probe: Float32Array,
  { k, floor = Number.NEGATIVE_INFINITY, keep = () => true }: PlainSearch,
): Match[] {
  return [...faces]
    .filter(([id]) => keep(id))
    .map(([id, embedding]) => ({ id, similarity: cosine(probe, embedding) }))
    .filter(({ similarity }) => similarity >= floor)
    .sort((one, other) => other.similarity - one.similarity || (one.id < other.id ? -1 : 1))
    .slice(0, k);
}

/** Faces by id, as an index takes them. */
export function asFaces(faces: ReadonlyMap<string, Float32Array>): IndexedFaces {
  return { modelId: MODEL_ID, ids: [...faces.keys()], embeddings: joined([...faces.values()]) };
}

export function joined(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}

export function unit(values: ArrayLike<number>): Float32Array {
  const norm = Math.hypot(...Array.from(values));
  return Float32Array.from(values, (value) => value / norm);
}

/** Numbers of −1..1 that are the same in every run. */
export function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
}

/**
 * Faces in tight groups around few people, as galleries have them: where the copies in eight bits get the order
 * wrong.
 */
export function crowd(count: number, length: number, seed: number): Map<string, Float32Array> {
  const next = seededNumbers(seed);
  const people = Array.from({ length: Math.ceil(count / 20) }, () => Array.from({ length }, next));
  const faces = Array.from({ length: count }, (_, at): [string, Float32Array] => {
    const person = people[at % people.length] ?? [];
    return [`face-${at}`, unit(person.map((value) => value + 0.02 * next()))];
  });
  return new Map(faces);
}

function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (const [index, value] of one.entries()) sum += value * (other[index] ?? Number.NaN);
  return Math.min(1, Math.max(-1, sum));
}
