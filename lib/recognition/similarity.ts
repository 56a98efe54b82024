/** An embedding that must not be compared: a bug or a damaged template, never a caller's mistake. */
export class EmbeddingError extends Error {
  override readonly name = "EmbeddingError";
}

/**
 * Cosine of two embeddings of the same model, −1..1.
 *
 * Both are checked first: Human's own comparison answers 1 for an empty embedding, so that nothing at all would
 * match anyone.
 *
 * @throws EmbeddingError when either is not `length` finite numbers with a direction
 */
export function similarity(one: Float32Array, other: Float32Array, length: number): number {
  const [a, b] = [assertEmbedding(one, length), assertEmbedding(other, length)];
  const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  return Math.min(1, Math.max(-1, cosine));
}

/** The same direction at length 1. @throws EmbeddingError */
export function toUnitLength(values: Float32Array, length: number): Float32Array {
  const embedding = assertEmbedding(values, length);
  const norm = Math.sqrt(dot(embedding, embedding));
  return embedding.map((value) => value / norm);
}

/** @throws EmbeddingError when this is not `length` finite numbers with a direction */
export function assertEmbedding(values: Float32Array, length: number): Float32Array {
  if (values.length !== length) throw new EmbeddingError(`${values.length} numbers, expected ${length}`);
  if (!values.every(Number.isFinite)) throw new EmbeddingError("not every number is finite");
  if (!(dot(values, values) > 0)) throw new EmbeddingError("no direction: all numbers are zero");
  return values;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (const [index, value] of a.entries()) sum += value * (b[index] ?? Number.NaN);
  return sum;
}
