import { z } from "zod";

/** One operation of a TensorFlow graph; `attr` as tfjs writes it (protobuf JSON: strings are base64). */
export type GraphNode = {
  name: string;
  op: string;
  input: readonly string[];
  attr: Readonly<Record<string, unknown>>;
};

export type GraphWeight =
  | { shape: readonly number[]; dtype: "float32"; data: Float32Array }
  | { shape: readonly number[]; dtype: "int32"; data: Int32Array };

/** A network as plain data: what passes repair and what every runtime loads. */
export type ModelGraph = {
  nodes: readonly GraphNode[];
  weights: ReadonlyMap<string, GraphWeight>;
  /** The one placeholder: name and NHWC shape with a batch of 1. */
  input: { name: string; shape: readonly number[] };
};

const graphFile = z.object({
  modelTopology: z.object({
    node: z.array(
      z.object({
        name: z.string(),
        op: z.string(),
        input: z.array(z.string()).default([]),
        attr: z.record(z.string(), z.unknown()).default({}),
      }),
    ),
  }),
  weightsManifest: z.array(
    z.object({
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.int().nonnegative()),
          dtype: z.enum(["float32", "int32"]),
          quantization: z.object({ dtype: z.literal("float16") }).optional(),
        }),
      ),
    }),
  ),
});

const placeholderShape = z.object({
  shape: z.object({ shape: z.object({ dim: z.array(z.object({ size: z.coerce.number() })) }) }),
});

/**
 * Reads a tfjs graph model: topology JSON and its one weight file. Half-precision weights are widened to floats, so
 * that each runtime starts from the same numbers.
 *
 * @throws when the file is not a graph model of the kinds we use (a bug: files are pinned by checksum)
 */
export function parseModelGraph(topology: string, weightBytes: Uint8Array): ModelGraph {
  const file = graphFile.parse(JSON.parse(topology));
  const nodes: readonly GraphNode[] = file.modelTopology.node;
  return {
    nodes,
    weights: readWeights(
      file.weightsManifest.flatMap((group) => group.weights),
      weightBytes,
    ),
    input: findInput(nodes),
  };
}

type WeightSpec = z.infer<typeof graphFile>["weightsManifest"][number]["weights"][number];

function readWeights(specs: readonly WeightSpec[], bytes: Uint8Array): Map<string, GraphWeight> {
  const weights = new Map<string, GraphWeight>();
  let offset = 0;
  for (const { name, shape, dtype, quantization } of specs) {
    const length = shape.reduce((product, size) => product * size, 1);
    const end = offset + (quantization ? 2 : 4) * length;
    const buffer = Uint8Array.from(bytes.subarray(offset, end)).buffer;
    offset = end;
    if (dtype === "int32") weights.set(name, { shape, dtype, data: new Int32Array(buffer) });
    else weights.set(name, { shape, dtype, data: quantization ? widened(buffer) : new Float32Array(buffer) });
  }
  if (offset !== bytes.byteLength)
    throw new Error(`weights: ${offset} bytes described, ${bytes.byteLength} present`);
  return weights;
}

let floatOf: Float32Array | undefined;

/** Half-precision numbers as floats, by a table: half a million conversions would take longer than all else. */
function widened(halves: ArrayBuffer): Float32Array {
  floatOf ??= Float32Array.from({ length: 2 ** 16 }, (_, half) => halfToFloat(half));
  const numbers = new Uint16Array(halves);
  const floats = new Float32Array(numbers.length);
  for (let at = 0; at < floats.length; at++) floats[at] = floatOf[numbers[at] ?? 0] ?? 0;
  return floats;
}

/** IEEE 754 binary16. */
function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function findInput(nodes: readonly GraphNode[]): ModelGraph["input"] {
  const placeholder = nodes.find(({ op }) => op === "Placeholder");
  if (!placeholder) throw new Error("graph has no placeholder");
  const sizes = placeholderShape.parse(placeholder.attr).shape.shape.dim.map(({ size }) => size);
  return { name: placeholder.name, shape: sizes.map((size, axis) => (axis === 0 ? 1 : size)) };
}
