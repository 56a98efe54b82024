import { fusedSteps } from "../graph-repairs";
import type { GraphNode, GraphWeight } from "../model-graph";
import { alongPicture, explicitPadding, paddingOf } from "./graph-attributes";
import { constantOf, type GraphWriter, type Value } from "./graph-writer";
import { writePrelu } from "./write-prelu";

/** What a window does along height and width: how many places it has, and what is padded before and after. */
type Window = {
  places: [height: number, width: number];
  pads: [top: number, left: number, bottom: number, right: number];
};

/** A convolution with what is fused to it: bias, then ReLU or PReLU. */
export function writeConvolution(writer: GraphWriter, node: GraphNode, inputs: readonly Value[]): Value {
  const [picture, filter, bias, slope] = inputs;
  if (!picture || !filter) throw new Error(`${node.name} has too few inputs`);
  const isDepthwise = node.op.includes("Depthwise");
  const weights = constantOf(filter);
  const [kernelHeight = 0, kernelWidth = 0, channelsIn = 0, each = 0] = weights.shape;
  const channels = isDepthwise ? channelsIn * each : each;
  const { places, pads } = windowOf(node, picture.shape, [kernelHeight, kernelWidth]);
  const steps = fusedSteps(node).map((step) => Buffer.from(step, "base64").toString());
  const operands = [
    picture.name,
    writer.floats(channelsFirst(weights, isDepthwise), filterDims(weights, isDepthwise)),
  ];
  if (steps[0] === "BiasAdd" && bias)
    operands.push(writer.floats(Float32Array.from(constantOf(bias).data), [channels]));

  const shape = [1, ...places, channels];
  const sum = writer.node("Conv", operands, {
    kernel_shape: [kernelHeight, kernelWidth],
    strides: alongPicture(node, "strides"),
    dilations: alongPicture(node, "dilations"),
    pads,
    group: isDepthwise ? channelsIn : 1,
  });
  switch (steps[1]) {
    case undefined:
      return { name: sum, shape };
    case "Relu":
      return { name: writer.node("Relu", [sum]), shape };
    case "Prelu":
      if (!slope) throw new Error(`${node.name} has no slopes`);
      return writePrelu(writer, { name: sum, shape }, slope);
    default:
      throw new Error(`${node.name}: a convolution fused with ${steps[1]}`);
  }
}

/** The largest of each window. */
export function writeMaxPool(writer: GraphWriter, node: GraphNode, picture: Value): Value {
  const kernel = alongPicture(node, "ksize");
  const { places, pads } = windowOf(node, picture.shape, kernel);
  const attributes = { kernel_shape: kernel, strides: alongPicture(node, "strides"), pads };
  return {
    name: writer.node("MaxPool", [picture.name], attributes),
    shape: [1, ...places, picture.shape[3] ?? 0],
  };
}

/** @see https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2 `SAME` pads less before than after */
function windowOf(
  node: GraphNode,
  [, height = 0, width = 0]: readonly number[],
  kernel: readonly [number, number],
): Window {
  const strides = alongPicture(node, "strides");
  const dilations = alongPicture(node, "dilations");
  const padding = paddingOf(node);
  const explicit = padding === "EXPLICIT" ? explicitPadding(node) : [0, 0, 0, 0];
  const along = (axis: 0 | 1, size: number): { places: number; before: number; after: number } => {
    const reach = (kernel[axis] - 1) * dilations[axis] + 1;
    const stride = strides[axis];
    if (padding === "SAME") {
      const places = Math.ceil(size / stride);
      const missing = Math.max((places - 1) * stride + reach - size, 0);
      return { places, before: missing >> 1, after: missing - (missing >> 1) };
    }
    const [before = 0, after = 0] = explicit.slice(2 * axis);
    return { places: Math.floor((size + before + after - reach) / stride) + 1, before, after };
  };
  const down = along(0, height);
  const across = along(1, width);
  return {
    places: [down.places, across.places],
    pads: [down.before, across.before, down.after, across.after],
  };
}

function filterDims({ shape }: GraphWeight, isDepthwise: boolean): number[] {
  const [height = 0, width = 0, channelsIn = 0, each = 0] = shape;
  return isDepthwise ? [channelsIn * each, 1, height, width] : [each, channelsIn, height, width];
}

/** Filter weights from height, width, in, out to out, in, height, width. */
function channelsFirst({ shape, data }: GraphWeight, isDepthwise: boolean): Float32Array {
  const [height = 0, width = 0, channelsIn = 0, each = 0] = shape;
  const area = height * width;
  const turned = new Float32Array(data.length);
  let from = 0;
  for (let place = 0; place < area; place++) {
    for (let channel = 0; channel < channelsIn; channel++) {
      for (let out = 0; out < each; out++) {
        const row = isDepthwise ? channel * each + out : out * channelsIn + channel;
        turned[row * area + place] = data[from++] ?? 0;
      }
    }
  }
  return turned;
}
