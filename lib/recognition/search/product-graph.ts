import { encodeOnnx } from "../onnx/onnx-model";

/**
 * An ONNX file of one `MatMulInteger`: `probes` (uint8, count × length) times `faces` (int8, length × width) into
 * `products` (int32, count × width). Shapes are those of the call.
 */
export function encodeProduct(): Uint8Array {
  return encodeOnnx({
    nodes: [{ op: "MatMulInteger", inputs: ["probes", "faces"], output: "products", attributes: {} }],
    tensors: [],
    inputs: [
      { name: "probes", type: "uint8", dims: ["count", "length"] },
      { name: "faces", type: "int8", dims: ["length", "width"] },
    ],
    outputs: [{ name: "products", type: "int32", dims: ["count", "width"] }],
  });
}
