import { log } from "#lib/platform/log";

/**
 * Native code where there is some for this machine, else WebAssembly; and says so, since that is several times slower.
 *
 * @param what for: stands in the log
 * @throws what WebAssembly throws, when neither starts
 */
export async function nativeOrElse<T>(
  what: "networks" | "search",
  native: () => Promise<T>,
  wasm: () => Promise<T>,
): Promise<T> {
  try {
    return await native();
  } catch (error) {
    log.warn(
      { err: error, what },
      "ONNX Runtime has no native code here: WebAssembly instead, which is slower",
    );
    return wasm();
  }
}
