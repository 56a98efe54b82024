import { assertEmbedding } from "../similarity";

/** One picture's face, and whose it is said to be. */
export type Sample = { identity: string; embedding: Float32Array };

/**
 * All pairs of a set, most alike first. `a` and `b` are places in `identities`; a pair is genuine when they are equal.
 */
export type Pairs = {
  similarity: Float64Array;
  a: Uint32Array;
  b: Uint32Array;
  genuine: number;
  impostor: number;
  /** By the order of `a` and `b`: pictures that gave an embedding. */
  identities: readonly { identity: string; pictures: number }[];
};

/** Every pair of two different pictures, once. @throws EmbeddingError when embeddings differ in length or are broken */
export function pairSimilarities(samples: readonly Sample[]): Pairs {
  const { identities, placeOf } = numberIdentities(samples);
  const unit = samples.map(({ embedding }) => toUnit(embedding, samples[0]?.embedding.length ?? 0));
  const total = (samples.length * (samples.length - 1)) / 2;
  const found = { similarity: new Float64Array(total), a: new Uint32Array(total), b: new Uint32Array(total) };
  let at = 0;
  for (const [i, one] of unit.entries()) {
    for (let j = i + 1; j < unit.length; j++) {
      found.similarity[at] = dot(one, unit[j] ?? one);
      found.a[at] = placeOf[i] ?? 0;
      found.b[at] = placeOf[j] ?? 0;
      at++;
    }
  }
  const genuine = found.a.reduce((count, a, index) => count + (a === found.b[index] ? 1 : 0), 0);
  return { ...mostAlikeFirst(found), genuine, impostor: total - genuine, identities };
}

/**
 * Share of the pictures that have another of their identity whose most similar picture in the whole set is one.
 * A tie with somebody else counts as missed.
 *
 * @returns hits and probes in the order of `pairs.identities`
 */
export function rankOne(samples: readonly Sample[]): { identity: string; hits: number; probes: number }[] {
  const unit = samples.map(({ embedding }) => toUnit(embedding, samples[0]?.embedding.length ?? 0));
  const { identities, placeOf } = numberIdentities(samples);
  const counts = identities.map(({ identity }) => ({ identity, hits: 0, probes: 0 }));
  for (const [i, probe] of unit.entries()) {
    let own = Number.NEGATIVE_INFINITY;
    let others = Number.NEGATIVE_INFINITY;
    for (const [j, candidate] of unit.entries()) {
      if (i === j) continue;
      const similarity = dot(probe, candidate);
      if (placeOf[i] === placeOf[j]) own = Math.max(own, similarity);
      else others = Math.max(others, similarity);
    }
    const count = counts[placeOf[i] ?? 0];
    if (own === Number.NEGATIVE_INFINITY || count === undefined) continue;
    count.probes++;
    if (own > others) count.hits++;
  }
  return counts;
}

function numberIdentities(samples: readonly Sample[]) {
  const places = new Map<string, number>();
  const identities: { identity: string; pictures: number }[] = [];
  const placeOf = samples.map(({ identity }) => {
    const place = places.get(identity) ?? identities.push({ identity, pictures: 0 }) - 1;
    places.set(identity, place);
    const entry = identities[place];
    if (entry) entry.pictures++;
    return place;
  });
  return { identities, placeOf };
}

/** In double precision: rounding in single precision makes ties of pairs that are none. */
function toUnit(embedding: Float32Array, length: number): Float64Array {
  const values = Float64Array.from(assertEmbedding(embedding, length));
  const norm = Math.sqrt(dot(values, values));
  return values.map((value) => value / norm);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

function mostAlikeFirst(pairs: Pick<Pairs, "similarity" | "a" | "b">): Pick<Pairs, "similarity" | "a" | "b"> {
  const { similarity, a, b } = pairs;
  const order = Uint32Array.from(similarity, (_, index) => index);
  order.sort((one, other) => (similarity[other] ?? 0) - (similarity[one] ?? 0));
  return {
    similarity: Float64Array.from(order, (index) => similarity[index] ?? 0),
    a: Uint32Array.from(order, (index) => a[index] ?? 0),
    b: Uint32Array.from(order, (index) => b[index] ?? 0),
  };
}
