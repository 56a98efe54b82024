import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import type { Config, Human } from "@vladmandic/human";
import { mainFace } from "#lib/recognition/main-face";
import { decode, decodeOnOneThread } from "./decode";
import type { OtherEngine } from "./other-engine";

const require = createRequire(import.meta.url);

/** Human's folder. Its `exports` map leaves the WebAssembly build out: it is found beside its entry. */
const DIST = path.dirname(require.resolve("@vladmandic/human"));
const WASM = path.join(path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist");

/**
 * What detection and an embedding need, with Human's own settings and default models; all else is off. Frames are not
 * a video here: nothing is carried over from one to the next.
 */
const CONFIG: Partial<Config> = {
  backend: "wasm",
  wasmPath: `${WASM}${path.sep}`,
  wasmPlatformFetch: false,
  modelBasePath: `${pathToFileURL(path.join(DIST, "..", "models")).href}/`,
  debug: false,
  async: false,
  cacheSensitivity: 0,
  filter: { enabled: false },
  gesture: { enabled: false },
  body: { enabled: false },
  hand: { enabled: false },
  object: { enabled: false },
  segmentation: { enabled: false },
  face: {
    enabled: true,
    // More than its one, so that the main face is picked here as for the others.
    detector: { rotation: false, maxDetected: 5 },
    mesh: { enabled: true },
    description: { enabled: true },
    iris: { enabled: false },
    emotion: { enabled: false },
    antispoof: { enabled: false },
    liveness: { enabled: false },
  },
};

/** `@vladmandic/human` on WebAssembly, as its README says for machines without TensorFlow's binaries. */
export function humanWasm(): OtherEngine {
  let human: Human | undefined;
  return {
    name: "human-wasm",
    load: async () => {
      decodeOnOneThread();
      // The type leaves out that a router may decline, as TensorFlow.js's own do.
      tf.io.registerLoadRouter(fromFile as Parameters<typeof tf.io.registerLoadRouter>[0]);
      const module: { Human: new (config: Partial<Config>) => Human } = require(
        path.join(DIST, "human.node-wasm.js"),
      );
      human = new module.Human(CONFIG);
      await human.load();
    },
    describe: async (image) => {
      if (human === undefined) throw new Error("not loaded");
      const { width, height, rgb } = await decode(image);
      const tensor = tf.tensor4d(Float32Array.from(rgb), [1, height, width, 3]);
      const result = await human.detect(tensor as never);
      tensor.dispose();
      const faces = result.face.map(({ box: [x, y, w, h], embedding }) => ({
        box: { x, y, width: w, height: h },
        embedding,
      }));
      const main = mainFace(faces, { width, height });
      return { faces: faces.length, embedding: asEmbedding(main?.embedding) };
    },
    close: async () => {},
  };
}

/** An empty list is Human's word for no embedding. */
function asEmbedding(values: readonly number[] | undefined): Float32Array | null {
  return values === undefined || values.length === 0 ? null : Float32Array.from(values);
}

/** Node's fetch does not read files, and the WebAssembly build brings nothing that does. */
function fromFile(url: string | string[]): tf.io.IOHandler | null {
  if (typeof url !== "string" || !url.startsWith("file://")) return null;
  return { load: () => readModel(fileURLToPath(url)) };
}

async function readModel(file: string): Promise<tf.io.ModelArtifacts> {
  const model: tf.io.ModelJSON = JSON.parse(await readFile(file, "utf8"));
  const weights: Buffer[] = [];
  for (const { paths } of model.weightsManifest) {
    for (const name of paths) weights.push(await readFile(path.join(path.dirname(file), name)));
  }
  const { buffer, byteOffset, byteLength } = Buffer.concat(weights);
  return {
    modelTopology: model.modelTopology,
    ...(model.signature === undefined ? {} : { signature: model.signature }),
    weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
    weightData: buffer.slice(byteOffset, byteOffset + byteLength),
  };
}
