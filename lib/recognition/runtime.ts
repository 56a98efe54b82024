import type { ModelGraph } from "./model-graph";

/** Numbers in row-major order. */
export type Tensor = { shape: readonly number[]; data: Float32Array };

/** How the bytes of a picture become what a network was trained on: `value · gain + bias`. */
export type InputScale = { gain: number; bias: number };

/** A network that takes a square picture. Its buffers are its own and serve every call, so only one call may run. */
export type Network = {
  /** Pixels along one side of the picture. */
  readonly side: number;
  /** Three bytes RGB a pixel, rows from the top: fill it, then predict. */
  readonly input: Uint8Array;
  /** @returns one tensor per output asked for at load, in that order; the next call writes over them */
  predict(): Promise<readonly Tensor[]>;
  dispose(): Promise<void>;
};

/**
 * What turns a graph into numbers. Every model is loaded and asked in this one way, so that the runtimes can be held
 * to the same answers.
 */
export type Runtime = {
  readonly name: RuntimeName;
  /** @param outputs names of graph nodes */
  load(graph: ModelGraph, outputs: readonly string[], scale: InputScale): Promise<Network>;
};

/** Fastest first: native code, the same bytes on WebAssembly, and TensorFlow.js as Human itself runs it. */
export const RUNTIME_NAMES = ["onnxruntime-node", "onnxruntime-web", "tfjs-wasm"] as const;

export type RuntimeName = (typeof RUNTIME_NAMES)[number];

/** Side of the one square picture that a graph takes. @throws when it takes anything else */
export function pictureSide({ input: { shape } }: ModelGraph): number {
  const [, height, width, channels] = shape;
  if (height === undefined || height !== width || channels !== 3)
    throw new Error(`a network takes one square RGB picture, this one takes ${shape.join("×")}`);
  return height;
}
