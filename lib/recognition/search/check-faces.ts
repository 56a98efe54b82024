import { FaceIndexError } from "./face-index-error";

/** Embeddings of one model, one after another: `length` numbers each, of length 1 (±0.001). */
export type Embeddings = { modelId: string; embeddings: Float32Array };

/** Embeddings with the id of each, in the same order. */
export type IndexedFaces = Embeddings & { ids: readonly string[] };

/** What embeddings must agree with. */
export type EmbeddingKind = { modelId: string; length: number };

/**
 * How far the length of an embedding may be from 1.
 *
 * What is off by more is refused rather than normalised: a sound template of this size is off by less than 0.00001,
 * so this one was cut, misread or never normalised, and a direction made from it would match somebody.
 */
export const UNIT_TOLERANCE = 1e-3;

/** V8's `Map` ends at 2²⁴ entries. */
const FACES_MAX = 2 ** 24 - 1;

/** @returns how many embeddings there are @throws FaceIndexError */
export function checkEmbeddings({ modelId, embeddings }: Embeddings, kind: EmbeddingKind): number {
  if (modelId !== kind.modelId)
    throw new FaceIndexError("other_model", `made by ${modelId}, this index holds ${kind.modelId}`);
  const count = embeddings.length / kind.length;
  if (!Number.isInteger(count))
    throw new FaceIndexError(
      "wrong_length",
      `${embeddings.length} numbers are not whole rows of ${kind.length}`,
    );
  for (let row = 0; row < count; row += 1) checkRow(embeddings, row, kind.length);
  return count;
}

/** @returns how many faces there are @throws FaceIndexError */
export function checkFaces(faces: IndexedFaces, kind: EmbeddingKind): number {
  const count = checkEmbeddings(faces, kind);
  if (faces.ids.length !== count)
    throw new FaceIndexError("wrong_length", `${faces.ids.length} ids for ${count} embeddings`);
  checkIds(faces.ids);
  return count;
}

/** Whether faces may come in beside those that are there. @throws FaceIndexError */
export function checkNew(ids: readonly string[], present: ReadonlyMap<string, number>): void {
  if (ids.length + present.size > FACES_MAX)
    throw new FaceIndexError("full", `an index holds at most ${FACES_MAX} faces`);
  const at = ids.findIndex((id) => present.has(id));
  if (at >= 0) throw new FaceIndexError("duplicate_id", `id ${at} is in the index already`);
}

/** @throws FaceIndexError when one of them is not there */
export function checkPresent(ids: readonly string[], present: ReadonlyMap<string, number>): void {
  const at = ids.findIndex((id) => !present.has(id));
  if (at >= 0) throw new FaceIndexError("unknown_id", `id ${at} is not in the index`);
}

function checkIds(ids: readonly string[]): void {
  const blank = ids.findIndex((id) => typeof id !== "string" || id === "");
  if (blank >= 0) throw new FaceIndexError("bad_id", `id ${blank} is empty`);
  if (new Set(ids).size !== ids.length) throw new FaceIndexError("duplicate_id", "an id is named twice");
}

function checkRow(embeddings: Float32Array, row: number, length: number): void {
  let squares = 0;
  for (let at = row * length; at < (row + 1) * length; at += 1) {
    const value = embeddings[at] ?? Number.NaN;
    squares += value * value;
  }
  if (!Number.isFinite(squares)) throw new FaceIndexError("not_finite", `embedding ${row} is not finite`);
  if (Math.abs(Math.sqrt(squares) - 1) > UNIT_TOLERANCE)
    throw new FaceIndexError("not_unit_length", `embedding ${row} is not of length 1`);
}
