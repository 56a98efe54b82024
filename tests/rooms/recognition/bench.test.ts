import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readModel } from "#lib/recognition/load-model";
import type { GraphNode, GraphWeight, ModelGraph } from "#lib/recognition/model-graph";
import { MOBILEFACENET } from "#lib/recognition/models";
import { multiplyAdds } from "../../../bench/multiply-adds";
import { resultJson } from "../../../bench/result-json";
import { resultText } from "../../../bench/result-table";
import type { Results, Speed } from "../../../bench/results";

function speed(engine: string, rates: Record<string, number>, rssPeakMb = 100): Speed {
  const sizes = Object.fromEntries(
    Object.entries(rates).map(([size, rate], index) => [
      size,
      { images_per_second: rate, rounds: [rate], rss_peak_mb: rssPeakMb + index, pictures: 4 },
    ]),
  );
  return { engine, load_ms: 1, first_answer_ms: 900, sizes };
}

const RESULTS: Results = {
  machine: { cpu: "A processor", cores: 2, node: "v20.20.2", system: "linux x64", date: "2026-11-23" },
  command: "npm run bench:engine",
  quick: false,
  alone: [
    speed("ours:onnxruntime-node", { "640": 60, "1500": 30, "4000": 8 }, 250),
    speed("ours:tfjs-wasm", { "640": 9 }),
    speed("human-wasm", { "640": 5, "1500": 4 }),
    speed("face-api", { "640": 2, "1500": 2 }),
  ],
  together: [
    speed("ours:onnxruntime-node", { "640": 57, "1500": 27 }),
    speed("ours:onnxruntime-node", { "640": 57, "1500": 30 }),
  ],
  stages: [],
  networks: [],
  parity: [],
  accuracy: [],
  search: [],
  leftOut: ["search: not done in time"],
  seconds: 12.3456,
};

describe("the result of the engine bench", () => {
  it("has the keys and figures that others read, each size by its width", () => {
    expect(resultJson(RESULTS)).toMatchObject({
      images_per_second: {
        ours: { "640": 60, "1500": 30, "4000": 8 },
        human_wasm: { "640": 5, "1500": 4 },
        face_api: { "640": 2, "1500": 2 },
      },
      ratio: { "640": 12, "1500": 7.5 },
      two_process_scaling: 1.9,
      two_processes: { images_per_second: { "640": 114, "1500": 57 } },
      rss_mb: 252,
      first_answer_ms: { ours: 900 },
    });
  });

  it("gives null for what was not measured, never a figure", () => {
    const result = resultJson({ ...RESULTS, alone: RESULTS.alone.slice(0, 2), together: [] });
    expect(result).toMatchObject({
      images_per_second: { human_wasm: { "640": null, "1500": null, "4000": null } },
      ratio: { "640": null, "1500": null },
      two_process_scaling: null,
      two_processes: { images_per_second: { "640": null }, scaling: { "640": null } },
    });
    expect(resultJson({ ...RESULTS, alone: [] })).toMatchObject({ rss_mb: null, two_process_scaling: null });
  });

  it("takes the fastest of our runtimes that ran for ours", () => {
    expect(resultJson({ ...RESULTS, alone: RESULTS.alone.slice(1) })).toMatchObject({
      images_per_second: { ours: { "640": 9, "1500": null } },
      ratio: { "640": 1.8 },
    });
  });

  it("says on what and how it was measured, and what was left out", () => {
    const text = resultText(RESULTS);
    expect(text.split("\n")[0]).toBe(
      "A processor, 2 cores; Node v20.20.2, linux x64; 2026-11-23; npm run bench:engine",
    );
    expect(text).toMatch(/\| ours over stock Human +\| +12\.0× \| +7\.5× \| +– \|/);
    expect(text).toContain("- search: not done in time");
    expect(text).not.toContain("NaN");
  });
});

/** Attributes as tfjs writes them. */
function windowed(op: string, strides: readonly number[], padding: string): Pick<GraphNode, "op" | "attr"> {
  const list = (numbers: readonly number[]) => ({ list: { i: numbers.map(String) } });
  const text = { s: Buffer.from(padding).toString("base64") };
  return { op, attr: { strides: list([1, ...strides, 1]), padding: text } };
}

function filter(...shape: readonly number[]): GraphWeight {
  return { shape, dtype: "float32", data: new Float32Array(shape.reduce((size, side) => size * side, 1)) };
}

describe("the work of a network", () => {
  const graph: ModelGraph = {
    input: { name: "picture", shape: [1, 9, 9, 3] },
    nodes: [
      { name: "picture", op: "Placeholder", input: [], attr: {} },
      { name: "full", input: ["picture", "w1"], ...windowed("_FusedConv2D", [2, 2], "SAME") },
      { name: "relu", op: "Relu", input: ["full"], attr: {} },
      { name: "each", input: ["relu", "w2"], ...windowed("DepthwiseConv2dNative", [1, 1], "VALID") },
      { name: "aside", input: ["relu", "w3"], ...windowed("_FusedConv2D", [1, 1], "SAME") },
    ],
    weights: new Map([
      ["w1", filter(3, 3, 3, 8)],
      ["w2", filter(3, 3, 8, 2)],
      ["w3", filter(1, 1, 8, 100)],
    ]),
  };
  // 9 px by twos, padded: 5 × 5 places of 8 channels, each of 3 × 3 × 3.
  const FULL = 5 * 5 * 8 * 27;
  // 5 px less the window's rim: 3 × 3 places of 16 channels, each of 3 × 3 of its own.
  const EACH = 3 * 3 * 16 * 9;

  it("is that of its convolutions: every place, channel and weight once", () => {
    expect(multiplyAdds(graph, ["full"])).toBe(FULL);
  });

  it("counts a convolution by channel without the other channels, and nothing that the outputs do not need", () => {
    expect(multiplyAdds(graph, ["each"])).toBe(FULL + EACH);
    expect(multiplyAdds(graph, ["each", "full"])).toBe(FULL + EACH);
    expect(multiplyAdds(graph, ["each", "aside"])).toBe(FULL + EACH + 5 * 5 * 100 * 8);
  });

  it("is for MobileFaceNet what its authors say, give or take its wider head", async () => {
    // Chen et al. 2018, section 3: 221 million multiply-adds, with 128 numbers rather than 192.
    const millions = multiplyAdds(await readModel(MOBILEFACENET), MOBILEFACENET.outputs) / 1e6;
    expect(millions).toBeGreaterThan(215);
    expect(millions).toBeLessThan(245);
  });
});

describe("a bench that is asked for what it does not know", () => {
  const project = fileURLToPath(new URL("../../../", import.meta.url));

  it.each([
    ["engine", ["--fast"], /bench:engine: Unknown option '--fast'/],
    ["engine", ["--faces", "missing"], /bench:engine: missing: there is no such folder/],
    ["search", ["--fast"], /bench:search: Unknown option '--fast'/],
    ["search", ["1000"], /bench:search: Unexpected argument '1000'/],
    ["soak", ["ten"], /bench:soak: COUNT is a whole number/],
  ])(
    "%s %j: says so and ends with code 2, measuring nothing",
    (name, args, words) => {
      const run = spawnSync(process.execPath, ["--import", "tsx", `bench/${name}.ts`, ...args], {
        cwd: project,
        encoding: "utf8",
      });
      expect(run.stderr).toMatch(words);
      expect(run.stderr).not.toMatch(/\n\s+at \S+ \(/);
      expect(run.stdout).toBe("");
      expect(run.status).toBe(2);
    },
    60_000,
  );
});
