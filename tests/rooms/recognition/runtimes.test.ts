import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFaceEngine, type FaceEngine } from "#lib/recognition/engine";
import { loadModel } from "#lib/recognition/load-model";
import { BLAZEFACE, BLAZEFACE_FRONT, FACEMESH, MOBILEFACENET } from "#lib/recognition/models";
import { openRuntime } from "#lib/recognition/open-runtime";
import { RUNTIME_NAMES, type Runtime } from "#lib/recognition/runtime";
import { type SamplePhotographs, samplePhotographs } from "#lib/recognition/sample-photographs";
import { similarity } from "#lib/recognition/similarity";
import { defined } from "./shared-engine";

/** Bytes without a pattern, the same each time. */
function noise(length: number): Uint8Array {
  let state = 7;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

describe.each([BLAZEFACE_FRONT, BLAZEFACE, FACEMESH, MOBILEFACENET])("$id", (spec) => {
  it("gives the same numbers on all three runtimes", async () => {
    const answers: Float32Array[][] = [];
    for (const name of RUNTIME_NAMES) {
      const network = await loadModel(await openRuntime(name), spec);
      network.input.set(noise(network.input.length));
      answers.push((await network.predict()).map(({ data }) => Float32Array.from(data)));
      await network.dispose();
    }
    const [reference, ...others] = answers.toReversed().map(defined);
    for (const other of others) {
      for (const [index, expected] of defined(reference).entries()) {
        const actual = defined(defined(other)[index]);
        expect(actual.length).toBe(expected.length);
        const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
        const difference = expected.reduce(
          (max, value, at) => Math.max(max, Math.abs(value - (actual[at] ?? Number.NaN))),
          0,
        );
        // As measured: 1e-6 and less of the largest. Slack for another machine's order of summing.
        expect(difference / largest).toBeLessThan(1e-4);
      }
    }
  }, 60_000);
});

describe("a network", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await openRuntime();
  });

  it("is native where there is native code, as on this machine", () => {
    expect(runtime.name).toBe("onnxruntime-node");
  });

  it("answers from its buffer as it stands at the call, and writes over its last answer", async () => {
    const network = await loadModel(runtime, MOBILEFACENET);
    network.input.fill(100);
    const [first] = await network.predict();
    const kept = Float32Array.from(defined(first).data);
    network.input.set(noise(network.input.length));
    const [second] = await network.predict();
    expect(defined(second).data).toBe(defined(first).data);
    expect(defined(second).data).not.toEqual(kept);
    network.input.fill(100);
    expect(defined((await network.predict())[0]).data).toEqual(kept);
    await network.dispose();
  });

  it("of TensorFlow.js keeps no tensor of a picture, and none at all once it is given back", async () => {
    const reference = await openRuntime("tfjs-wasm");
    const before = tf.memory().numTensors;
    const network = await loadModel(reference, FACEMESH);
    await network.predict();
    const loaded = tf.memory().numTensors;
    for (let pictures = 0; pictures < 5; pictures++) await network.predict();
    expect(tf.memory().numTensors).toBe(loaded);
    await network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("refuses a graph with an operation that it has no translation of, by name", async () => {
    const odd = {
      ...FACEMESH,
      repairs: [
        (graph: Parameters<(typeof MOBILEFACENET.repairs)[number]>[0]) => ({
          ...graph,
          nodes: graph.nodes.map((node) => (node.op === "Sigmoid" ? { ...node, op: "Tangent" } : node)),
        }),
      ],
      outputs: ["Identity_1"],
    };
    await expect(loadModel(runtime, odd)).rejects.toThrow(/no translation of Tangent/);
  });
});

describe("engines on different runtimes", () => {
  let photographs: SamplePhotographs;
  let engines: FaceEngine[] = [];
  beforeAll(async () => {
    photographs = await samplePhotographs();
    engines = [];
    for (const runtime of RUNTIME_NAMES) engines.push(await createFaceEngine({ runtime }));
  });
  afterAll(async () => {
    for (const engine of engines) await engine.close();
  });

  it("give one picture the same embedding", async () => {
    for (const { jpeg } of [...photographs.personA.slice(0, 3), ...photographs.others.slice(0, 3)]) {
      const found: Float32Array[] = [];
      for (const engine of engines) {
        const answer = await engine.embed(jpeg);
        if (!answer.ok) throw new Error(`${engine.runtime}: ${answer.refusal}`);
        found.push(answer.embedding);
      }
      for (const other of found.slice(1)) {
        expect(similarity(defined(found[0]), other, MOBILEFACENET.length)).toBeGreaterThan(0.9999);
      }
    }
  }, 60_000);
});
