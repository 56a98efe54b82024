import { UNIT_TOLERANCE } from "./check-faces";

/**
 * Eight-bit copies of embeddings, and how far a product of two copies can be from the true one.
 *
 * A face x becomes x̂ = scale·c with c in −127..127, a probe q becomes q̂ = low + step·u with u in 0..127. From
 * q·x − q̂·x̂ = q·(x − x̂) + (q − q̂)·x̂ and Cauchy–Schwarz,
 *
 *   |q·x − q̂·x̂| ≤ ‖q‖·‖x − x̂‖ + ‖q − q̂‖·(‖x‖ + ‖x − x̂‖)
 *
 * and everything on the right is known. So what the copies place too low by more than this bound cannot be among the
 * best, and all else is compared again on the numbers themselves.
 *
 * Seven bits for the probe: the AVX2 kernels behind `MatMulInteger` add two products in 16 bits and saturate, which
 * 2·127·127 = 32,258 stays clear of; products are then exact on every processor.
 */
const FACE_MAX = 127;
const PROBE_MAX = 127;

const ABOVE_ZERO = FACE_MAX + 0.5;

/** Covers rounding of the figures above, in doubles and on their way into 32 bits. */
const ROUNDING = 1 + 1e-6;
const ROUNDING_SUM = 1e-9;

/** What is kept of the copy of a face beside its codes. */
export type FaceCopy = {
  scale: number;
  /** Sum of the codes: the part that the probe's `low` takes in the product. */
  sum: number;
  /** At least ‖x − x̂‖. */
  error: number;
};

/**
 * A probe and its copy. For every face, with `dot` the product of the two lists of codes,
 *
 *   q·x ≤ scale·(step·dot + low·sum) + error·errorGain + slack
 */
export type ProbeCopy = { low: number; step: number; errorGain: number; slack: number };

/** Writes the codes of one face: number `i` goes to `codes[start + i·stride]`. */
export function quantiseFace(
  values: Float32Array,
  codes: Int8Array,
  start: number,
  stride: number,
): FaceCopy {
  let largest = 0;
  for (let index = 0; index < values.length; index += 1)
    largest = Math.max(largest, Math.abs(values[index] ?? 0));
  const scale = Math.fround(largest / FACE_MAX);
  let sum = 0;
  let squares = 0;
  for (let index = 0, at = start; index < values.length; index += 1, at += stride) {
    const value = values[index] ?? 0;
    // Rounded by cutting off what follows the point of a positive number: four times as fast as `Math.round`.
    const code = ((value / scale + ABOVE_ZERO) | 0) - FACE_MAX;
    codes[at] = code;
    sum += code;
    const off = value - scale * code;
    squares += off * off;
  }
  return { scale, sum, error: Math.fround(Math.sqrt(squares) * ROUNDING) };
}

/** Writes the codes of one probe to the start of `codes`. */
export function quantiseProbe(values: Float32Array, codes: Uint8Array): ProbeCopy {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  // All numbers alike: one step would be zero, and any other serves.
  const step = (high - low) / PROBE_MAX || 1;
  let squares = 0;
  let errorSquares = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const code = Math.round((value - low) / step);
    codes[index] = code;
    squares += value * value;
    errorSquares += (value - low - step * code) ** 2;
  }
  const error = Math.sqrt(errorSquares) * ROUNDING;
  const errorGain = Math.sqrt(squares) * ROUNDING + error;
  return { low, step, errorGain, slack: error * (1 + UNIT_TOLERANCE) + ROUNDING_SUM };
}
