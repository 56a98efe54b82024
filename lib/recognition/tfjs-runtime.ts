import { createRequire } from "node:module";
import path from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import * as tf from "@tensorflow/tfjs-core";
import type { ModelGraph } from "./model-graph";
import { type InputScale, type Network, pictureSide, type Runtime, type Tensor } from "./runtime";

/**
 * TensorFlow.js on WebAssembly, the runtime that Human itself uses in Node. One thread: its WASM threads do not
 * work in Node, and a process per core is how this scales.
 *
 * The backend is global to the process: engines share it, and closing one leaves it in place for the others.
 */
export async function createTfjsRuntime(): Promise<Runtime> {
  const packageFile = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  setWasmPaths(`${path.join(path.dirname(packageFile), "dist")}${path.sep}`);
  await withoutNewListeners(async () => {
    if (!(await tf.setBackend("wasm"))) throw new Error("the WebAssembly backend did not start");
    await tf.ready();
  });
  return { name: "tfjs-wasm", load: loadNetwork };
}

/**
 * Runs `start` and takes away the process listeners that it leaves behind. Emscripten's loader catches uncaught
 * errors only to throw them again from its own one-line source, which then fills the log.
 */
async function withoutNewListeners(start: () => Promise<void>): Promise<void> {
  const exceptions = new Set(process.listeners("uncaughtException"));
  const rejections = new Set(process.listeners("unhandledRejection"));
  await start();
  for (const listener of process.listeners("uncaughtException")) {
    if (!exceptions.has(listener)) process.removeListener("uncaughtException", listener);
  }
  for (const listener of process.listeners("unhandledRejection")) {
    if (!rejections.has(listener)) process.removeListener("unhandledRejection", listener);
  }
}

async function loadNetwork(
  graph: ModelGraph,
  outputs: readonly string[],
  { gain, bias }: InputScale,
): Promise<Network> {
  const names = [...outputs];
  const model = await loadGraphModel({ load: async () => toArtifacts(graph) });
  const side = pictureSide(graph);
  const input = new Uint8Array(3 * side * side);
  const feed = () => {
    const values = tf.cast(tf.tensor(input, [1, side, side, 3], "int32"), "float32");
    return tf.add(tf.mul(values, gain), bias);
  };
  return {
    side,
    input,
    predict: async () => run(model, names, () => ({ [graph.input.name]: feed() })),
    dispose: async () => model.dispose(),
  };
}

type TfjsModel = Awaited<ReturnType<typeof loadGraphModel>>;

function run(model: TfjsModel, outputs: string[], feeds: () => tf.NamedTensorMap): Tensor[] {
  const results = tf.tidy(() => [model.execute(feeds(), outputs)].flat());
  try {
    // dataSync may hand out a view of WASM memory that the next call overwrites: copy.
    return results.map((result) => ({ shape: result.shape, data: Float32Array.from(result.dataSync()) }));
  } finally {
    tf.dispose(results);
  }
}

function toArtifacts(graph: ModelGraph): tf.io.ModelArtifacts {
  const weights = [...graph.weights];
  const bytes = Buffer.concat(
    weights.map(([, { data }]) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );
  return {
    format: "graph-model",
    modelTopology: { node: graph.nodes, library: {}, versions: {} },
    weightSpecs: weights.map(([name, { shape, dtype }]) => ({ name, shape: [...shape], dtype })),
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
  };
}
