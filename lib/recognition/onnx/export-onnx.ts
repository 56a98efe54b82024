import type { GraphNode, ModelGraph } from "../model-graph";
import type { InputScale } from "../runtime";
import { squeezedAxes } from "./graph-attributes";
import {
  constantOf,
  createGraphWriter,
  type GraphWriter,
  inPictureOrder,
  operand,
  type Value,
} from "./graph-writer";
import { encodeOnnx } from "./onnx-model";
import { writeConvolution, writeMaxPool } from "./write-convolution";
import { writePrelu } from "./write-prelu";

export type OnnxModel = {
  bytes: Uint8Array;
  inputName: string;
  outputs: readonly { name: string; shape: readonly number[] }[];
};

/**
 * A tfjs graph as an ONNX file, in memory. Each operation becomes the one that ONNX names alike; what can be folded
 * together is left to the runtime, which folds better.
 *
 * The input is a picture as it lies in memory, bytes RGB in rows (NHWC), and is scaled in the graph. Channels are put
 * ahead of height and width, where ONNX wants them; outputs come out in the order of the original.
 *
 * @param outputs names of nodes; shapes in the result are those of the original
 * @throws on an operation that none of our networks has
 */
export function exportOnnx(graph: ModelGraph, outputs: readonly string[], scale: InputScale): OnnxModel {
  const writer = createGraphWriter();
  const nodeOf = new Map(graph.nodes.map((node) => [node.name, node]));
  const values = new Map<string, Value>();
  const visit = (reference: string): Value => {
    const name = reference.replace(/:0$/, "");
    const known = values.get(name);
    if (known) return known;
    const value = constantNamed(graph, name) ?? translate(writer, graph, nodeOf.get(name), scale, visit);
    values.set(name, value);
    return value;
  };
  const ends = outputs.map((name) => {
    const value = visit(name);
    return { name: inPictureOrder(writer, value), shape: value.shape };
  });
  const bytes = encodeOnnx({
    nodes: writer.nodes,
    tensors: writer.tensors,
    inputs: [{ name: INPUT, dims: graph.input.shape, type: "uint8" }],
    outputs: ends.map(({ name, shape }) => ({ name, dims: shape, type: "float32" })),
  });
  return { bytes, inputName: INPUT, outputs: ends };
}

const INPUT = "picture";

function constantNamed(graph: ModelGraph, name: string): Value | undefined {
  const constant = graph.weights.get(name);
  return constant && { name, shape: constant.shape, constant };
}

function translate(
  writer: GraphWriter,
  graph: ModelGraph,
  node: GraphNode | undefined,
  scale: InputScale,
  visit: (name: string) => Value,
): Value {
  if (!node) throw new Error("an input names no node");
  if (node.op === "Placeholder") return writeInput(writer, graph.input.shape, scale);
  const inputs = node.input.map(visit);
  const write = WRITERS[node.op];
  if (!write) throw new Error(`${node.name}: no translation of ${node.op}`);
  return write(writer, node, inputs);
}

function writeInput(writer: GraphWriter, shape: readonly number[], { gain, bias }: InputScale): Value {
  const numbers = writer.node("Cast", [INPUT], { to: 1 });
  const scaled = writer.node("Mul", [numbers, writer.floats(Float32Array.of(gain), [])]);
  const shifted =
    bias === 0 ? scaled : writer.node("Add", [scaled, writer.floats(Float32Array.of(bias), [])]);
  return { name: writer.node("Transpose", [shifted], { perm: [0, 3, 1, 2] }), shape };
}

type Write = (writer: GraphWriter, node: GraphNode, inputs: readonly Value[]) => Value;

const WRITERS: Readonly<Record<string, Write>> = {
  _FusedConv2D: writeConvolution,
  DepthwiseConv2dNative: writeConvolution,
  FusedDepthwiseConv2dNative: writeConvolution,
  MaxPool: (writer, node, [x]) => writeMaxPool(writer, node, given(x)),
  Prelu: (writer, _node, [x, slope]) => writePrelu(writer, given(x), given(slope)),
  Pad: writePad,
  Reshape: writeReshape,
  Squeeze: writeSqueeze,
  Sum: writeSum,
  Identity: (_writer, _node, [x]) => given(x),
  Add: binary("Add"),
  AddV2: binary("Add"),
  Sub: binary("Sub"),
  Mul: binary("Mul"),
  Maximum: binary("Max"),
  Relu: unary("Relu"),
  Sigmoid: unary("Sigmoid"),
  Abs: unary("Abs"),
  Square: (writer, _node, [x]) => ({ ...given(x), name: writer.node("Mul", [given(x).name, given(x).name]) }),
  Rsqrt: (writer, _node, [x]) => {
    const root = writer.node("Sqrt", [given(x).name]);
    return { shape: given(x).shape, name: writer.node("Reciprocal", [root]) };
  },
};

function unary(op: string): Write {
  return (writer, _node, [x]) => ({ name: writer.node(op, [given(x).name]), shape: given(x).shape });
}

function binary(op: string): Write {
  return (writer, _node, [one, other]) => {
    const [a, b] = [given(one), given(other)];
    const wider = a.constant || b.shape.length > a.shape.length ? b : a;
    const operands = [a, b].map((value) => operand(writer, value, wider.shape.length));
    return { name: writer.node(op, operands), shape: wider.shape };
  };
}

function writePad(writer: GraphWriter, _node: GraphNode, [x, amounts]: readonly Value[]): Value {
  const { name, shape } = given(x);
  const pairs = [...constantOf(given(amounts)).data];
  const before = (axis: number) => pairs[2 * axis] ?? 0;
  const after = (axis: number) => pairs[2 * axis + 1] ?? 0;
  const axes = shape.length === 4 ? [0, 3, 1, 2] : shape.map((_, axis) => axis);
  const pads = writer.whole([...axes.map(before), ...axes.map(after)]);
  return {
    name: writer.node("Pad", [name, pads]),
    shape: shape.map((size, axis) => size + before(axis) + after(axis)),
  };
}

function writeReshape(writer: GraphWriter, _node: GraphNode, [x, to]: readonly Value[]): Value {
  const value = given(x);
  const asked = [...constantOf(given(to)).data];
  const total = value.shape.reduce((product, size) => product * size, 1);
  const known = asked.reduce((product, size) => (size < 0 ? product : product * size), 1);
  const shape = asked.map((size) => (size < 0 ? total / known : size));
  if (shape.length === 4) throw new Error("nothing is reshaped to a picture");
  return { name: writer.node("Reshape", [inPictureOrder(writer, value), writer.whole(shape)]), shape };
}

function writeSqueeze(writer: GraphWriter, node: GraphNode, [x]: readonly Value[]): Value {
  const value = given(x);
  const gone = squeezedAxes(node);
  const shape = value.shape.filter((_, axis) => !gone.includes(axis));
  return { name: writer.node("Reshape", [inPictureOrder(writer, value), writer.whole(shape)]), shape };
}

/** Along the last axis of a value that is no picture, which is where a vector's length is taken. */
function writeSum(writer: GraphWriter, _node: GraphNode, [x]: readonly Value[]): Value {
  const { name, shape } = given(x);
  if (shape.length === 4) throw new Error("pictures are not summed");
  const last = shape.length - 1;
  const sum = writer.node("ReduceSum", [name, writer.whole([last])], { keepdims: 1 });
  return { name: sum, shape: shape.map((size, axis) => (axis === last ? 1 : size)) };
}

function given(value: Value | undefined): Value {
  if (!value) throw new Error("an operation has too few inputs");
  return value;
}
