import { nativeOrElse } from "./native-or-else";
import type { Runtime, RuntimeName } from "./runtime";

/** Loaded when asked for: each is tens of megabytes. */
const OPEN: Record<RuntimeName, () => Promise<Runtime>> = {
  "onnxruntime-node": async () => (await import("./ort-runtime")).createNativeRuntime(),
  "onnxruntime-web": async () => (await import("./ort-runtime")).createWasmRuntime(),
  "tfjs-wasm": async () => (await import("./tfjs-runtime")).createTfjsRuntime(),
};

/**
 * Opens a runtime. Without a name, native code where there is some for this machine, else WebAssembly.
 *
 * @throws when the runtime named does not start here
 */
export async function openRuntime(name?: RuntimeName): Promise<Runtime> {
  if (name) return OPEN[name]();
  return nativeOrElse("networks", OPEN["onnxruntime-node"], OPEN["onnxruntime-web"]);
}
