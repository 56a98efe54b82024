import { describe, expect, it } from "vitest";
import { openProduct } from "#lib/recognition/search/product";
import { seededNumbers } from "./search-plain";

const WIDTH = 257;

describe.each(["onnxruntime-node", "onnxruntime-web"] as const)("products of codes on %s", (runtime) => {
  it.each([
    [1, 192],
    [3, 192],
    [4, 192],
    [16, 192],
    [1, 5],
    [5, 1],
  ])("are exact where every code is at its limit: %i probes of %i codes", async (count, length) => {
    const next = seededNumbers(count * length);
    const probes = Uint8Array.from({ length: count * length }, () => 127);
    const codes = Int8Array.from({ length: length * WIDTH }, (_, at) =>
      at % WIDTH < 2 ? 127 - 254 * (at % WIDTH) : next() < 0 ? -127 : 127,
    );
    const into = new Int32Array(count * WIDTH).fill(-1);
    const product = await openProduct({ runtime });
    await product.run(probes, count, { codes, width: WIDTH }, into);
    expect(into).toEqual(multiply(probes, count, codes, length));
    expect(into[0]).toBe(length * 127 * 127);
  });

  it("do not depend on the number of threads", async () => {
    const next = seededNumbers(9);
    const probes = Uint8Array.from({ length: 4 * 192 }, () => Math.abs(Math.trunc(next() * 127)));
    const codes = Int8Array.from({ length: 192 * WIDTH }, () => Math.trunc(next() * 127));
    const into = new Int32Array(4 * WIDTH);
    const product = await openProduct({ runtime, threads: 2 });
    await product.run(probes, 4, { codes, width: WIDTH }, into);
    expect(into).toEqual(multiply(probes, 4, codes, 192));
  });
});

function multiply(probes: Uint8Array, count: number, codes: Int8Array, length: number): Int32Array {
  return Int32Array.from({ length: count * WIDTH }, (_, at) => {
    const [row, column] = [Math.floor(at / WIDTH), at % WIDTH];
    let sum = 0;
    for (let index = 0; index < length; index += 1)
      sum += (probes[row * length + index] ?? 0) * (codes[index * WIDTH + column] ?? 0);
    return sum;
  });
}
