/**
 * Names of what makes embeddings. Pure constants: no runtime, no decoder.
 *
 * A template is stamped with the id it was made under and never compared with one of another id. The suffix is
 * the repair version (`graph-repairs.ts`): a change of weights, repair, alignment or normalisation is a new id.
 */
export const EMBEDDING_MODEL_ID = "mobilefacenet-r2";

/** Numbers in one embedding of `EMBEDDING_MODEL_ID`. */
export const EMBEDDING_LENGTH = 192;
