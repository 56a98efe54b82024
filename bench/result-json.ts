import { RUNTIME_NAMES } from "#lib/recognition/runtime";
import { BENCH_SIZES } from "./bench-pictures";
import type { Results, SizeSpeed, Speed } from "./results";

type BySize = Record<string, number | null>;

/** Ours by default: the first runtime that was measured, the fastest there is on this machine. */
export function ourBest(results: Pick<Results, "alone">): Speed | undefined {
  for (const name of RUNTIME_NAMES) {
    const speed = results.alone.find(({ engine }) => engine === `ours:${name}`);
    if (speed) return speed;
  }
  return undefined;
}

/** A figure for each size of picture; `null` where none was measured. */
export function bySize(speed: Speed | undefined, figure: (size: SizeSpeed) => number): BySize {
  return Object.fromEntries(
    Object.keys(BENCH_SIZES).map((size) => {
      const measured = speed?.sizes[size];
      return [size, measured === undefined ? null : figure(measured)];
    }),
  );
}

/** One figure over another, size by size. */
export function ratios(over: BySize, under: BySize): BySize {
  return Object.fromEntries(
    Object.entries(over).map(([size, value]) => {
      const other = under[size] ?? null;
      return [size, value === null || other === null ? null : rounded(value / other)];
    }),
  );
}

/** Images a second of all processes that ran at the same time. */
export function added(together: readonly Speed[]): BySize {
  const each = together.map((speed) => bySize(speed, imagesPerSecond));
  const sum = (size: string) =>
    each.length === 0 ? null : each.reduce<number | null>((total, one) => plus(total, one[size] ?? null), 0);
  return Object.fromEntries(Object.keys(BENCH_SIZES).map((size) => [size, sum(size)]));
}

export function imagesPerSecond(size: SizeSpeed): number {
  return size.images_per_second;
}

/** The most memory that a process of this engine ever took, MB. */
export function rssPeakMb(speed: Speed | undefined): number | null {
  const peaks = Object.values(speed?.sizes ?? {}).map(({ rss_peak_mb }) => rss_peak_mb);
  return peaks.length === 0 ? null : Math.max(...peaks);
}

/** The result for another program: one object, keys as in bench/README.md. */
export function resultJson(results: Results): Record<string, unknown> {
  const speeds = speedsByName(results);
  const { ours } = speeds;
  const ofEach = <T>(figure: (speed: Speed | undefined) => T) =>
    Object.fromEntries(Object.entries(speeds).map(([name, speed]) => [name, figure(speed)]));
  const alone = bySize(ours, imagesPerSecond);
  const twice = added(results.together);
  const scaling = ratios(twice, alone);
  return {
    images_per_second: ofEach((speed) => bySize(speed, imagesPerSecond)),
    ratio: ratios(alone, bySize(speeds.human_wasm, imagesPerSecond)),
    two_process_scaling: scaling["640"] ?? null,
    rss_mb: rssPeakMb(ours),
    two_processes: { images_per_second: twice, scaling },
    first_answer_ms: ofEach((speed) => speed?.first_answer_ms ?? null),
    rss_peak_mb: ofEach((speed) => bySize(speed, ({ rss_peak_mb }) => rss_peak_mb)),
    stages_ms: Object.fromEntries(results.stages.map(({ runtime, sizes }) => [runtime, sizes])),
    networks: results.networks,
    parity: results.parity,
    accuracy: Object.fromEntries(results.accuracy.map(({ engine, ...rates }) => [engine, rates])),
    search: results.search,
    left_out: results.leftOut,
    quick: results.quick,
    command: results.command,
    machine: results.machine,
    seconds: rounded(results.seconds),
  };
}

function speedsByName(results: Results) {
  const speedOf = (engine: string) => results.alone.find((speed) => speed.engine === engine);
  return {
    ours: ourBest(results),
    human_wasm: speedOf("human-wasm"),
    face_api: speedOf("face-api"),
    ours_onnxruntime_web: speedOf("ours:onnxruntime-web"),
    ours_tfjs_wasm: speedOf("ours:tfjs-wasm"),
  };
}

function plus(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : rounded(one + other);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
