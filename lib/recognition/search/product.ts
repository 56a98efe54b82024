import type { InferenceSession } from "onnxruntime-node";
import { nativeOrElse } from "../native-or-else";
import { nativeOrt, type OrtPackage, wasmOrt } from "../ort-package";
import { encodeProduct } from "./product-graph";

/** Runtimes that multiply: native code, and the same operator on WebAssembly where there is no binary. */
export type ProductRuntime = "onnxruntime-node" | "onnxruntime-web";

/** Codes of faces, a column each: number `i` of face `j` at `i·width + j`. */
export type CodeTable = { codes: Int8Array; width: number };

/**
 * Products of codes. `probes` holds rows of `length` codes of at most 127, `into` receives one row of `width` whole
 * numbers for each of them, exact. One call may run at a time for the same `into`.
 */
export type Product = {
  run(probes: Uint8Array, count: number, faces: CodeTable, into: Int32Array): Promise<void>;
};

export type ProductOptions = {
  /** Without it, native code where there is some for this machine, else WebAssembly. */
  runtime?: ProductRuntime;
  /** Threads of one multiplication, 1 where not said. WebAssembly always takes one. */
  threads?: number;
};

/**
 * From how many probes on one product of matrices beats a vector's product for each. The latter has a kernel of its
 * own that reads the faces as they lie; the former copies them into another order first.
 */
const TOGETHER_MIN = 4;

/** The graph holds no weights, so that all indexes of a process share one session. */
const opened = new Map<string, Promise<Product>>();

/** @throws when the runtime named does not start here */
export function openProduct({ runtime, threads = 1 }: ProductOptions): Promise<Product> {
  const key = `${runtime} ${threads}`;
  const product = opened.get(key) ?? startProduct(runtime, threads);
  opened.set(key, product);
  product.catch(() => opened.delete(key));
  return product;
}

async function startProduct(runtime: ProductRuntime | undefined, threads: number): Promise<Product> {
  const native = async () => createProduct(await nativeOrt(), threads);
  const wasm = async () => createProduct(await wasmOrt(), 1);
  if (runtime === undefined) return nativeOrElse("search", native, wasm);
  return runtime === "onnxruntime-web" ? wasm() : native();
}

async function createProduct(ort: OrtPackage, threads: number): Promise<Product> {
  const session = await ort.InferenceSession.create(encodeProduct(), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    logSeverityLevel: 3,
    // Threads that wait for the next product must not burn the core of another process.
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  });
  return {
    run: async (probes, count, faces, into) => {
      const length = faces.codes.length / faces.width;
      const step = count < TOGETHER_MIN ? 1 : count;
      const table = new ort.Tensor("int8", faces.codes, [length, faces.width]);
      for (let row = 0; row < count; row += step) {
        const codes = probes.subarray(row * length, (row + step) * length);
        const out = into.subarray(row * faces.width, (row + step) * faces.width);
        const given = { probes: new ort.Tensor("uint8", codes, [step, length]), faces: table };
        if (ort.writesInto)
          await session.run(given, { products: new ort.Tensor("int32", out, [step, faces.width]) });
        else keepProducts(await session.run(given), out);
      }
    },
  };
}

function keepProducts({ products }: InferenceSession.OnnxValueMapType, out: Int32Array): void {
  const data = products && "data" in products ? products.data : undefined;
  if (!(data instanceof Int32Array))
    throw new Error("the runtime answered with something else than products");
  out.set(data);
}
