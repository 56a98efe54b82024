import type { InferenceSession, TensorConstructor } from "onnxruntime-node";
import { encodeOnnx } from "#lib/recognition/onnx/onnx-model";
import type { RuntimeName } from "#lib/recognition/runtime";

/** Sides of the square matrices; the best of them is the ceiling. */
const SIDES = [256, 512, 1024] as const;

const RUNS_MIN = 4;
const RUN_MS = 300;

type Multiply = () => Promise<unknown>;

/**
 * The fastest that a runtime multiplies matrices on one thread, in 10⁹ operations a second (a multiply-add is two):
 * no network on it can be faster.
 */
export async function matmulGflops(runtime: RuntimeName): Promise<number> {
  let best = 0;
  for (const side of SIDES) {
    const multiply = await OPEN[runtime](side);
    await multiply();
    best = Math.max(best, (2 * side ** 3) / (await fastestMs(multiply)) / 1e6);
  }
  return best;
}

async function fastestMs(multiply: Multiply): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  const until = performance.now() + RUN_MS;
  for (let run = 0; run < RUNS_MIN || performance.now() < until; run++) {
    const begun = performance.now();
    await multiply();
    fastest = Math.min(fastest, performance.now() - begun);
  }
  return fastest;
}

const OPEN: Record<RuntimeName, (side: number) => Promise<Multiply>> = {
  "onnxruntime-node": async (side) => {
    const { InferenceSession, Tensor } = await import("onnxruntime-node");
    return onOrt(await InferenceSession.create(matmulFile(side), ONE_THREAD), Tensor, side);
  },
  "onnxruntime-web": async (side) => {
    const { InferenceSession, Tensor, env } = await import("onnxruntime-web");
    env.wasm.numThreads = 1;
    return onOrt(await InferenceSession.create(matmulFile(side), ONE_THREAD), Tensor, side);
  },
  "tfjs-wasm": async (side) => {
    const { createTfjsRuntime } = await import("#lib/recognition/tfjs-runtime");
    await createTfjsRuntime();
    const tf = await import("@tensorflow/tfjs-core");
    const [a, b] = [tf.tensor2d(ramp(side), [side, side]), tf.tensor2d(ramp(side), [side, side])];
    return async () => {
      const result = tf.matMul(a, b);
      result.dataSync();
      result.dispose();
    };
  },
};

const ONE_THREAD: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
};

function onOrt(session: Pick<InferenceSession, "run">, Tensor: TensorConstructor, side: number): Multiply {
  const feeds = { left: new Tensor("float32", ramp(side), [side, side]) };
  return () => session.run(feeds);
}

/** An ONNX file of one `MatMul`, the right side constant as the weights of a network are. */
function matmulFile(side: number): Uint8Array {
  const dims = [side, side];
  return encodeOnnx({
    nodes: [{ op: "MatMul", inputs: ["left", "right"], output: "product", attributes: {} }],
    tensors: [{ name: "right", dims, data: ramp(side) }],
    inputs: [{ name: "left", dims, type: "float32" }],
    outputs: [{ name: "product", dims, type: "float32" }],
  });
}

/** Numbers between 0 and 1: what they are changes no time. */
function ramp(side: number): Float32Array {
  return Float32Array.from({ length: side * side }, (_, at) => (at % 251) / 251);
}
