import { constantOf, type GraphWriter, operand, type Value } from "./graph-writer";

/**
 * PReLU as `alpha · x + (1 − alpha) · max(x, 0)`, the products as 1×1 depthwise convolutions: ONNX Runtime has no
 * kernel for its own `PRelu` in the blocked layout, and would leave that layout and come back for each.
 */
export function writePrelu(writer: GraphWriter, x: Value, slope: Value): Value {
  const channels = x.shape[3] ?? 0;
  const { data } = constantOf(slope);
  if (x.shape.length !== 4 || data.length !== channels)
    return { name: writer.node("PRelu", [x.name, operand(writer, slope, x.shape.length)]), shape: x.shape };

  const scaled = (name: string, factors: Float32Array) =>
    writer.node("Conv", [name, writer.floats(factors, [channels, 1, 1, 1])], {
      kernel_shape: [1, 1],
      group: channels,
    });
  const alpha = Float32Array.from(data);
  const rest = alpha.map((value) => 1 - value);
  const positive = scaled(writer.node("Relu", [x.name]), rest);
  return { name: writer.node("Add", [positive, scaled(x.name, alpha)]), shape: x.shape };
}
