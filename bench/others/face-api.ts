import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { compileFunction } from "node:vm";
import * as wasm from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { mainFace } from "#lib/recognition/main-face";
import { decode, decodeOnOneThread } from "./decode";
import type { OtherEngine } from "./other-engine";

const require = createRequire(import.meta.url);
const PACKAGE = path.dirname(require.resolve("@vladmandic/face-api/package.json"));
const BUILD = path.join(PACKAGE, "dist/face-api.node-wasm.js");

type FaceApi = Pick<
  typeof import("@vladmandic/face-api"),
  "nets" | "detectAllFaces" | "SsdMobilenetv1Options"
>;

/**
 * `@vladmandic/face-api` on WebAssembly: SSD MobileNet v1, 68 landmarks and descriptor, with the settings of its Node
 * example; the example's age, gender and expressions are off, as detection and an embedding do not need them.
 */
export function faceApi(): OtherEngine {
  let api: FaceApi | undefined;
  return {
    name: "face-api",
    load: async () => {
      decodeOnOneThread();
      const dist = path.join(
        path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")),
        "dist",
      );
      wasm.setWasmPaths(`${dist}${path.sep}`);
      await tf.setBackend("wasm");
      await tf.ready();
      api = loadBuild();
      const models = path.join(PACKAGE, "model");
      await api.nets.ssdMobilenetv1.loadFromDisk(models);
      await api.nets.faceLandmark68Net.loadFromDisk(models);
      await api.nets.faceRecognitionNet.loadFromDisk(models);
    },
    describe: async (image) => {
      if (api === undefined) throw new Error("not loaded");
      const { width, height, rgb } = await decode(image);
      const tensor = tf.tensor3d(Int32Array.from(rgb), [height, width, 3], "int32");
      const options = new api.SsdMobilenetv1Options({ minConfidence: 0.1, maxResults: 10 });
      const found = await api
        .detectAllFaces(tensor as never, options)
        .withFaceLandmarks()
        .withFaceDescriptors();
      tensor.dispose();
      const main = mainFace(
        found.map(({ detection, descriptor }) => ({ box: detection.box, descriptor })),
        { width, height },
      );
      return { faces: found.length, embedding: main?.descriptor ?? null };
    },
    close: async () => {},
  };
}

/**
 * The build asks for `@tensorflow/tfjs`, a bundle of browser backends that this project has no use for. Its core, the
 * same release, is all that the build needs of it, with the methods of tensors that the bundle adds.
 */
function loadBuild(): FaceApi {
  addMethods(tf.Tensor.prototype);
  const module: { exports: Record<string, unknown> } = { exports: {} };
  const run = compileFunction(readFileSync(BUILD, "utf8"), ["exports", "require", "module"], {
    filename: BUILD,
  });
  run(module.exports, (name: string) => (name === "@tensorflow/tfjs" ? tf : require(name)), module);
  return module.exports as unknown as FaceApi;
}

/** `tensor.add(other)` for `tf.add(tensor, other)`, and the five that are no functions of their own. */
function addMethods(prototype: object): void {
  const operations: Record<string, unknown> = { ...tf };
  const chained = Object.entries(operations).flatMap(([name, operation]) => {
    if (typeof operation !== "function" || name in prototype) return [];
    return [[name, chain((...args) => operation(...args))] as const];
  });
  // tfjs-core/src/public/chained_ops/as1d.ts and its neighbours
  const shaped = chain((tensor, ...shape) => tf.reshape(tensor, shape.map(Number)));
  Object.assign(prototype, Object.fromEntries(chained), {
    as1D: chain((tensor) => tf.reshape(tensor, [tensor.size])),
    as2D: shaped,
    as3D: shaped,
    as4D: shaped,
    toInt: chain((tensor) => tf.cast(tensor, "int32")),
  });
}

function chain(operation: (tensor: tf.Tensor, ...rest: unknown[]) => unknown) {
  return function method(this: tf.Tensor, ...rest: unknown[]) {
    return operation(this, ...rest);
  };
}
