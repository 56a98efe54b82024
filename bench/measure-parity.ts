import sharp from "sharp";
import { loadModel } from "#lib/recognition/load-model";
import type { ModelSpec } from "#lib/recognition/models";
import { openRuntime } from "#lib/recognition/open-runtime";
import { RUNTIME_NAMES, type RuntimeName } from "#lib/recognition/runtime";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import { SPECS } from "./measure-networks";
import { rounded } from "./measure-speed";
import type { Parity } from "./results";

/** How Human itself runs its models. */
const REFERENCE: RuntimeName = "tfjs-wasm";

/** All outputs of a network over some pictures, one after another. */
type Outputs = readonly Float32Array[];

/** How far each network on each runtime lies from the reference, on photographs and on noise. */
export async function measureParity(): Promise<Parity> {
  const { personA, others } = await samplePhotographs();
  const photographs = [...personA.slice(0, 2), ...others.slice(0, 2)].map(({ jpeg }) => jpeg);
  const rows: Parity = [];
  for (const spec of SPECS) {
    const expected = await outputsOf(REFERENCE, spec, photographs);
    for (const runtime of RUNTIME_NAMES.filter((name) => name !== REFERENCE)) {
      const actual = await outputsOf(runtime, spec, photographs);
      rows.push({ network: spec.id, runtime, ...compare(expected, actual) });
    }
  }
  return rows;
}

async function outputsOf(
  name: RuntimeName,
  spec: ModelSpec,
  photographs: readonly Buffer[],
): Promise<Outputs> {
  const network = await loadModel(await openRuntime(name), spec);
  const given: Outputs[] = [];
  const answer = async (input: Uint8Array) => {
    network.input.set(input);
    given.push((await network.predict()).map(({ data }) => Float32Array.from(data)));
  };
  for (const photograph of photographs) {
    const { side } = network;
    await answer(await sharp(photograph).resize(side, side, { fit: "fill" }).removeAlpha().raw().toBuffer());
  }
  await answer(noise(network.input.length));
  await network.dispose();
  return given.flat();
}

/** The largest difference of one number, and the least cosine of one output. */
function compare(expected: Outputs, actual: Outputs): Omit<Parity[number], "network" | "runtime"> {
  let difference = 0;
  let largest = 0;
  let cosine = 1;
  for (const [index, reference] of expected.entries()) {
    const other = actual[index] ?? new Float32Array();
    let [product, referenceSquares, otherSquares] = [0, 0, 0];
    for (const [at, value] of reference.entries()) {
      const here = other[at] ?? Number.NaN;
      difference = Math.max(difference, Math.abs(value - here));
      largest = Math.max(largest, Math.abs(value));
      product += value * here;
      referenceSquares += value * value;
      otherSquares += here * here;
    }
    cosine = Math.min(cosine, product / Math.sqrt(referenceSquares * otherSquares));
  }
  return {
    max_difference: rounded(difference),
    largest: rounded(largest),
    cosine: Number(cosine.toFixed(9)),
  };
}

/** Bytes without a pattern, the same each time. */
function noise(length: number): Uint8Array {
  let state = 7;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}
