import type { GraphWeight } from "../model-graph";
import type { OnnxAttribute, OnnxNode, OnnxTensor } from "./onnx-model";

/**
 * A value on its way through the translation. `shape` is TensorFlow's: height, width, channels for a picture. Values
 * of four axes lie with the channels ahead of height and width, as ONNX has them; all others as they are.
 */
export type Value = { name: string; shape: readonly number[]; constant?: GraphWeight };

/** Collects the nodes and tensors of an ONNX graph. */
export type GraphWriter = {
  nodes: OnnxNode[];
  tensors: OnnxTensor[];
  /** Adds a node. @returns the name of its one output */
  node(op: string, inputs: readonly string[], attributes?: Readonly<Record<string, OnnxAttribute>>): string;
  /** Adds a constant of floats. @returns its name */
  floats(data: Float32Array, dims: readonly number[]): string;
  /** Adds a list of whole numbers: a shape, axes, padding. @returns its name */
  whole(data: readonly number[]): string;
};

export function createGraphWriter(): GraphWriter {
  const nodes: OnnxNode[] = [];
  const tensors: OnnxTensor[] = [];
  return {
    nodes,
    tensors,
    node: (op, inputs, attributes = {}) => {
      const output = `${op}_${nodes.length}`;
      nodes.push({ op, inputs, output, attributes });
      return output;
    },
    floats: (data, dims) => {
      const name = `w_${tensors.length}`;
      tensors.push({ name, dims, data });
      return name;
    },
    whole: (data) => {
      const name = `w_${tensors.length}`;
      tensors.push({ name, dims: [data.length], data: BigInt64Array.from(data, BigInt) });
      return name;
    },
  };
}

/** A constant as an operand beside a value of so many axes. */
export function operand(writer: GraphWriter, { name, constant }: Value, axes: number): string {
  if (!constant) return name;
  const data = Float32Array.from(constant.data);
  if (axes !== 4 || constant.shape.length === 0) return writer.floats(data, constant.shape);
  if (constant.shape.length !== 1) throw new Error("a constant beside a picture has one number a channel");
  return writer.floats(data, [...constant.shape, 1, 1]);
}

/** The value with its axes in TensorFlow's order, for what looks at their order. */
export function inPictureOrder(writer: GraphWriter, { name, shape }: Value): string {
  return shape.length === 4 ? writer.node("Transpose", [name], { perm: [0, 2, 3, 1] }) : name;
}

/** The weights behind a value. @throws when it is not a constant: none of our networks computes its weights */
export function constantOf({ name, constant }: Value): GraphWeight {
  if (!constant) throw new Error(`${name} is not a constant`);
  return constant;
}
