import type { GraphNode, ModelGraph } from "#lib/recognition/model-graph";
import { alongPicture, explicitPadding, paddingOf } from "#lib/recognition/onnx/graph-attributes";

type Shape = readonly number[];

/** Values that are no pictures any more; nothing convolves them. */
const NO_PICTURE: Shape = [];

/**
 * Multiply-adds of one picture through a graph: those of its convolutions, which are all but a thousandth of the work.
 *
 * @param outputs names of nodes; what only other outputs need is not counted
 * @throws on a convolution of something that is no picture
 */
export function multiplyAdds(graph: ModelGraph, outputs: readonly string[]): number {
  const nodeOf = new Map(graph.nodes.map((node) => [node.name, node]));
  const shapes = new Map<string, Shape>();
  let total = 0;
  const visit = (reference: string): Shape => {
    const name = reference.replace(/:0$/, "");
    const known = shapes.get(name) ?? graph.weights.get(name)?.shape;
    if (known) return known;
    const node = nodeOf.get(name);
    if (!node) throw new Error(`${name}: no such node`);
    const inputs = node.input.map(visit);
    const shape = shapeAfter(graph, node, inputs);
    total += isConvolution(node) ? convolutionWork(node, inputs, shape) : 0;
    shapes.set(name, shape);
    return shape;
  };
  for (const output of outputs) visit(output);
  return total;
}

function isConvolution({ op }: GraphNode): boolean {
  return op.includes("Conv2");
}

/** Of a filter [height, width, in, out], or [height, width, in, each] where each channel has its own. */
function convolutionWork({ op }: GraphNode, [, filter = []]: readonly Shape[], [, ...places]: Shape): number {
  const [height = 0, width = 0, channelsIn = 0] = filter;
  return product(places) * height * width * (op.includes("Depthwise") ? 1 : channelsIn);
}

function shapeAfter(graph: ModelGraph, node: GraphNode, inputs: readonly Shape[]): Shape {
  if (node.op === "Placeholder") return graph.input.shape;
  const picture = inputs.find(({ length }) => length === 4);
  if (isConvolution(node)) {
    const [given = [], [height = 0, width = 0, channelsIn = 0, each = 0] = []] = inputs;
    if (given.length !== 4) throw new Error(`${node.name} convolves what is no picture`);
    const channels = node.op.includes("Depthwise") ? channelsIn * each : each;
    return [1, ...placesOf(node, given, [height, width]), channels];
  }
  if (!picture || node.op === "Reshape" || node.op === "Squeeze") return NO_PICTURE;
  if (node.op === "MaxPool")
    return [1, ...placesOf(node, picture, alongPicture(node, "ksize")), picture[3] ?? 0];
  return node.op === "Pad" ? padded(graph, node, picture) : picture;
}

/** How often a window fits along height and width. */
function placesOf(node: GraphNode, [, ...sides]: Shape, kernel: readonly [number, number]): number[] {
  const strides = alongPicture(node, "strides");
  const dilations = alongPicture(node, "dilations");
  const padding = paddingOf(node);
  const explicit = padding === "EXPLICIT" ? explicitPadding(node) : [0, 0, 0, 0];
  return ([0, 1] as const).map((axis) => {
    const size = sides[axis] ?? 0;
    if (padding === "SAME") return Math.ceil(size / strides[axis]);
    const [before = 0, after = 0] = explicit.slice(2 * axis);
    const reach = (kernel[axis] - 1) * dilations[axis] + 1;
    return Math.floor((size + before + after - reach) / strides[axis]) + 1;
  });
}

function padded(graph: ModelGraph, { name, input }: GraphNode, picture: Shape): Shape {
  const amounts = graph.weights.get(input[1] ?? "")?.data;
  if (!amounts) throw new Error(`${name}: padding that is not constant`);
  return picture.map((size, axis) => size + (amounts[2 * axis] ?? 0) + (amounts[2 * axis + 1] ?? 0));
}

function product(sizes: Shape): number {
  return sizes.reduce((result, size) => result * size, 1);
}
