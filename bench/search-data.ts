/** How synthetic faces lie: `clustered` as in a gallery, ten pictures of each person; `random` the hardest to prune. */
export type SearchData = "clustered" | "random";

/** Numbers in one embedding, as our model makes them. */
export const LENGTH = 192;

/** Pictures of one person, and how far each is from the person's mean: two of one have a cosine of about 0.7. */
const PICTURES = 10;
const SPREAD = 0.65;

export type SearchSet = { ids: string[]; faces: Float32Array; probes: Float32Array };

/**
 * Unit-length embeddings, the same in every run. Probes are further pictures of people who are in the set, or further
 * random directions.
 */
export function searchSet(data: SearchData, count: number, probeCount: number): SearchSet {
  const next = seededNormals(count);
  const people = data === "clustered" ? Math.ceil(count / PICTURES) : 0;
  const means = fillRows(people, () => next);
  const rows = (amount: number) =>
    people === 0 ? fillRows(amount, () => next) : pictures(means, amount, next);
  const ids = Array.from({ length: count }, (_, at) => `fce_${String(at).padStart(26, "0")}`);
  return { ids, faces: rows(count), probes: rows(probeCount) };
}

export function rowOf(rows: Float32Array, row: number, count = 1): Float32Array {
  return rows.subarray(row * LENGTH, (row + count) * LENGTH);
}

function pictures(means: Float32Array, amount: number, next: () => number): Float32Array {
  const people = means.length / LENGTH;
  const weight = SPREAD / Math.sqrt(LENGTH);
  return fillRows(amount, (row) => {
    let at = ((row * 7_919) % people) * LENGTH;
    return () => (means[at++] ?? 0) + weight * next();
  });
}

function fillRows(count: number, numbersOf: (row: number) => () => number): Float32Array {
  const rows = new Float32Array(count * LENGTH);
  for (let row = 0; row < count; row += 1) {
    const next = numbersOf(row);
    let squares = 0;
    for (let at = row * LENGTH; at < (row + 1) * LENGTH; at += 1) {
      const value = next();
      rows[at] = value;
      squares += value * value;
    }
    const norm = Math.sqrt(squares);
    for (let at = row * LENGTH; at < (row + 1) * LENGTH; at += 1) rows[at] = (rows[at] ?? 0) / norm;
  }
  return rows;
}

/** Near enough to a normal distribution, with standard deviation 1: the sum of three even ones. */
function seededNormals(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) | 0;
  const even = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
  return () => even() + even() + even();
}
