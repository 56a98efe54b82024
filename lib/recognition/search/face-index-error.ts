/** Why an index refused: the caller's mistake, never a state of the collection that time would heal. */
export type FaceIndexRefusal =
  | "other_model"
  | "wrong_length"
  | "not_finite"
  | "not_unit_length"
  | "bad_id"
  | "duplicate_id"
  | "unknown_id"
  | "bad_option"
  | "full";

/** Thrown before anything has changed. The message names positions, never ids or numbers of a face. */
export class FaceIndexError extends Error {
  override readonly name = "FaceIndexError";

  constructor(
    readonly reason: FaceIndexRefusal,
    message: string,
  ) {
    super(message);
  }
}
