import { beforeAll, describe, expect, it } from "vitest";
import { examineImage } from "#lib/recognition/examine-image";
import {
  flipPreluSlopes,
  fusedSteps,
  type GraphPass,
  preluSlopes,
  unfuseRelu,
} from "#lib/recognition/graph-repairs";
import { loadModel, readModel } from "#lib/recognition/load-model";
import type { ModelGraph } from "#lib/recognition/model-graph";
import { BLAZEFACE, BLAZEFACE_FRONT, FACEMESH, MOBILEFACENET } from "#lib/recognition/models";
import { foldPrelu } from "#lib/recognition/onnx/fold-prelu";
import { openRuntime } from "#lib/recognition/open-runtime";
import type { Runtime } from "#lib/recognition/runtime";
import { type SamplePhotograph, samplePhotographs } from "#lib/recognition/sample-photographs";
import { similarity } from "#lib/recognition/similarity";
import { defined } from "./shared-engine";

const RELU = Buffer.from("Relu").toString("base64");

let shipped: ModelGraph;
let runtime: Runtime;
let personA: readonly Uint8Array[];
let others: readonly Uint8Array[];

beforeAll(async () => {
  shipped = await readModel({ ...MOBILEFACENET, repairs: [] });
  runtime = await openRuntime();
  const networks = {
    quick: await loadModel(runtime, BLAZEFACE_FRONT),
    thorough: await loadModel(runtime, BLAZEFACE),
    facemesh: await loadModel(runtime, FACEMESH),
  };
  const cropsOf = async (photographs: readonly SamplePhotograph[]) => {
    const crops: Uint8Array[] = [];
    for (const { jpeg } of photographs) {
      const examined = await examineImage(networks, jpeg, "dominant_face");
      if (!examined.ok) throw new Error(examined.refusal);
      crops.push(Uint8Array.from(defined(examined.faces[0]).crop));
    }
    return crops;
  };
  const samples = await samplePhotographs();
  personA = await cropsOf(samples.personA.slice(0, 4));
  others = await cropsOf(samples.others.slice(0, 4));
});

/** Similarities among four pictures of one person, and between those and four other people, with the model as repaired so. */
async function judge(repairs: readonly GraphPass[]): Promise<{ same: number[]; other: number[] }> {
  const network = await loadModel(runtime, { ...MOBILEFACENET, repairs });
  const embedAll = async (crops: readonly Uint8Array[]) => {
    const found: Float32Array[] = [];
    for (const crop of crops) {
      network.input.set(crop);
      found.push(Float32Array.from(defined((await network.predict())[0]).data));
    }
    return found;
  };
  const a = await embedAll(personA);
  const b = await embedAll(others);
  await network.dispose();
  const compare = (one: Float32Array, other: Float32Array) => similarity(one, other, MOBILEFACENET.length);
  return {
    same: a.flatMap((one, index) => a.slice(index + 1).map((other) => compare(one, other))),
    other: a.flatMap((one) => b.map((other) => compare(one, other))),
  };
}

const gap = (judged: { same: number[]; other: number[] }) =>
  Math.min(...judged.same) - Math.max(...judged.other);

describe("the repaired embedding model", () => {
  it("tells people apart with both repairs", async () => {
    const judged = await judge([unfuseRelu, flipPreluSlopes]);
    expect(Math.min(...judged.same)).toBeGreaterThan(0.6);
    expect(Math.max(...judged.other)).toBeLessThan(0.3);
  });

  it("calls everyone the same person as shipped", async () => {
    expect(Math.min(...(await judge([])).other)).toBeGreaterThan(0.99);
  });

  it("is no good with only the ReLUs taken out", async () => {
    expect(gap(await judge([unfuseRelu]))).toBeLessThan(0);
  });

  it("is no good with only the slopes turned", async () => {
    expect(gap(await judge([flipPreluSlopes]))).toBeLessThan(0);
  });
});

describe("unfuseRelu", () => {
  it("frees exactly the sixteen depthwise convolutions whose ReLU was fused by mistake", () => {
    const repaired = unfuseRelu(shipped);
    const fused = (graph: ModelGraph) =>
      graph.nodes.filter((node) => fusedSteps(node).includes(RELU)).map(({ name }) => name);
    const freed = fused(shipped).filter((name) => !fused(repaired).includes(name));
    expect(freed).toHaveLength(16);
    for (const name of freed) {
      expect(shipped.nodes.find((node) => node.name === name)?.op).toBe("FusedDepthwiseConv2dNative");
    }
    expect(repaired.nodes).toHaveLength(shipped.nodes.length + 16);
  });

  it("leaves every PReLU as ReLU of the same value that its slope acts on", () => {
    const { nodes } = unfuseRelu(shipped);
    const nodeOf = new Map(nodes.map((node) => [node.name, node]));
    const sums = nodes.filter(
      ({ op, input }) => op === "Add" && input.some((name) => nodeOf.get(name)?.op === "Mul"),
    );
    expect(sums).toHaveLength(33);
    for (const { input } of sums) {
      const relu = defined(input.map((name) => nodeOf.get(name)).find((node) => node?.op === "Relu"));
      const product = defined(input.map((name) => nodeOf.get(name)).find((node) => node?.op === "Mul"));
      const difference = defined(
        product.input.map((name) => nodeOf.get(name)).find((node) => node?.op === "Sub"),
      );
      expect(relu.input[0]).toBe(difference.input[0]);
    }
  });

  it("changes nothing the second time", () => {
    const once = unfuseRelu(shipped);
    expect(unfuseRelu(once).nodes).toEqual(once.nodes);
  });
});

describe("flipPreluSlopes", () => {
  it("turns the sign of exactly the 33 slopes, and of nothing else", () => {
    const repaired = flipPreluSlopes(shipped);
    const slopes = preluSlopes(shipped);
    expect(slopes.size).toBe(33);
    for (const [name, weight] of shipped.weights) {
      const now = defined(repaired.weights.get(name)).data;
      const sign = slopes.has(name) ? -1 : 1;
      expect(now.length).toBe(weight.data.length);
      expect(
        weight.data.every((value, index) => now[index] === sign * value || value === 0),
        name,
      ).toBe(true);
    }
  });

  it("leaves the graph as it was read untouched", () => {
    const before = Float32Array.from(
      defined(shipped.weights.get(defined([...preluSlopes(shipped)][0]))).data,
    );
    flipPreluSlopes(shipped);
    expect(defined(shipped.weights.get(defined([...preluSlopes(shipped)][0]))).data).toEqual(before);
  });
});

describe("foldPrelu", () => {
  it("makes one PReLU of each of the 33 in pieces, with twice its slope, and only once their ReLU is free", () => {
    const repaired = flipPreluSlopes(unfuseRelu(shipped));
    const folded = foldPrelu(repaired);
    const made = folded.nodes.filter(({ op }) => op === "Prelu");
    expect(made).toHaveLength(33);
    for (const { input } of made) {
      const alpha = defined(input[1]);
      const slope = defined(repaired.weights.get(alpha.replace(/\/alpha$/, ""))).data;
      expect(Array.from(defined(folded.weights.get(alpha)).data)).toEqual(
        Array.from(slope, (value) => 2 * value),
      );
    }
    // With the ReLU fused elsewhere a PReLU's own is missing: sixteen stay as they lie.
    expect(foldPrelu(shipped).nodes.filter(({ op }) => op === "Prelu")).toHaveLength(17);
  });
});
