import type { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import type { ModelGraph } from "./model-graph";
import { exportOnnx } from "./onnx/export-onnx";
import { foldPrelu } from "./onnx/fold-prelu";
import { nativeOrt, type OrtPackage, wasmOrt } from "./ort-package";
import {
  type InputScale,
  type Network,
  pictureSide,
  type Runtime,
  type RuntimeName,
  type Tensor,
} from "./runtime";

/**
 * One thread a session: more only lengthen each answer, and processes are the unit of scale. Numbers too small for
 * full precision count as zero, which costs no accuracy and up to tenfold time where it is not set.
 */
const SESSION: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: "all",
  executionMode: "sequential",
  logSeverityLevel: 3,
  extra: { session: { set_denormal_as_zero: "1" } },
};

/** ONNX Runtime as native code. @throws when the package has no binary for this machine */
export async function createNativeRuntime(): Promise<Runtime> {
  return ortRuntime("onnxruntime-node", await nativeOrt());
}

/** ONNX Runtime on WebAssembly, for machines without a binary: the same answers, about as fast as TensorFlow.js. */
export async function createWasmRuntime(): Promise<Runtime> {
  return ortRuntime("onnxruntime-web", await wasmOrt());
}

function ortRuntime(name: RuntimeName, ort: OrtPackage): Runtime {
  return { name, load: (graph, outputs, scale) => loadNetwork(ort, graph, outputs, scale) };
}

async function loadNetwork(
  { InferenceSession, Tensor, writesInto }: OrtPackage,
  graph: ModelGraph,
  outputs: readonly string[],
  scale: InputScale,
): Promise<Network> {
  const model = exportOnnx(foldPrelu(graph), outputs, scale);
  const session = await InferenceSession.create(model.bytes, SESSION);
  const side = pictureSide(graph);
  const input = new Uint8Array(3 * side * side);
  const feeds = { [model.inputName]: new Tensor("uint8", input, graph.input.shape) };
  const results = model.outputs.map(({ name, shape }) => {
    const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
    return { name, tensor: { shape, data } satisfies Tensor, ort: new Tensor("float32", data, shape) };
  });
  const fetches: Record<string, OrtTensor> = Object.fromEntries(results.map(({ name, ort }) => [name, ort]));
  const tensors = results.map(({ tensor }) => tensor);
  return {
    side,
    input,
    predict: async () => {
      const given = await (writesInto ? session.run(feeds, fetches) : session.run(feeds));
      for (const { name, tensor } of results) copyInto(tensor.data, given[name]);
      return tensors;
    },
    dispose: () => session.release(),
  };
}

/** Native code writes where it was told to; WebAssembly gives a tensor of its own. */
function copyInto(data: Float32Array, given: OrtTensor | undefined): void {
  if (!(given?.data instanceof Float32Array)) throw new Error("a network gave no numbers");
  if (given.data !== data) data.set(given.data);
}
