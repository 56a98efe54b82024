import type { InferenceSession, TensorConstructor } from "onnxruntime-node";

/** What ONNX Runtime's packages for Node and for WebAssembly have in common. */
export type OrtPackage = {
  InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  Tensor: TensorConstructor;
  /** Whether a run writes into tensors that are handed in; WebAssembly leaves those as they are and makes its own. */
  writesInto: boolean;
};

/** ONNX Runtime as native code. @throws when the package has no binary for this machine */
export async function nativeOrt(): Promise<OrtPackage> {
  const { InferenceSession, Tensor } = await import("onnxruntime-node");
  return { InferenceSession, Tensor, writesInto: true };
}

/** ONNX Runtime on WebAssembly, one thread: it runs wherever Node does. */
export async function wasmOrt(): Promise<OrtPackage> {
  const { InferenceSession, Tensor, env } = await import("onnxruntime-web");
  env.wasm.numThreads = 1;
  return { InferenceSession, Tensor, writesInto: false };
}
