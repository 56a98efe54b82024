import type { ModelGraph } from "./model-graph";

/** Numbers in row-major order; images are NHWC. */
export type Tensor = { shape: readonly number[]; data: Float32Array };

export type Network = {
  /**
   * Runs the network once. The input may be reused or changed as soon as the call returns its promise.
   *
   * @returns one tensor per output asked for at load, in that order; the caller owns them
   */
  predict(input: Tensor): Promise<readonly Tensor[]>;
  dispose(): Promise<void>;
};

/**
 * What turns a graph into numbers. Every model is loaded and asked in this one way, so that a runtime can stand
 * beside another and be held to the same answers.
 */
export type Runtime = {
  readonly name: RuntimeName;
  /** @param outputs names of graph nodes */
  load(graph: ModelGraph, outputs: readonly string[]): Promise<Network>;
};

export type RuntimeName = "tfjs-wasm";
