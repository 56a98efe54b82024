import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { loadEngine } from "./engines";
import type { OtherEngine } from "./others/other-engine";
import { peakRssMb } from "./peak-rss";
import type { SizeSpeed, Speed } from "./results";

export type SpeedOptions = {
  seconds: number;
  /** Little warming up and no whole turn through the pictures: near enough to see that all is well. */
  quick: boolean;
  /** Waits before each folder until the parent process says go, so that several begin at once. */
  together: boolean;
};

/** The first calls compile and fill caches: short of that, the first size would look slower than the next. */
const THOROUGH = { firstWarmUpMs: 2_000, warmUpMs: 2_000, warmUpPictures: 4, rounds: 5 } as const;
const QUICK = { firstWarmUpMs: 1_200, warmUpMs: 300, warmUpPictures: 0, rounds: 3 } as const;

/**
 * Images a second from their bytes to an embedding, on one engine in this process.
 *
 * @param folders with nothing but pictures; results go by the folder's own name
 */
export async function measureSpeed(
  name: string,
  folders: readonly string[],
  options: SpeedOptions,
): Promise<Speed> {
  const begun = performance.now();
  const engine = await loadEngine(name);
  const loadMs = performance.now() - begun;
  const plan = options.quick ? QUICK : THOROUGH;
  let firstAnswerMs = Number.NaN;
  const sizes: Record<string, SizeSpeed> = {};
  for (const folder of folders) {
    const pictures = await readPictures(folder);
    const first = await engine.describe(pictures[0] ?? new Uint8Array());
    // Since the process began, as whoever waits for a worker counts.
    const isFirst = Number.isNaN(firstAnswerMs);
    if (isFirst) firstAnswerMs = performance.now();
    if (first.embedding === null) throw new Error(`${name} finds no face in ${folder}`);
    sizes[path.basename(folder)] = await measureFolder(engine, pictures, {
      ...options,
      ...plan,
      warmUpMs: isFirst ? plan.firstWarmUpMs : plan.warmUpMs,
    });
  }
  await engine.close();
  return { engine: name, load_ms: Math.round(loadMs), first_answer_ms: Math.round(firstAnswerMs), sizes };
}

type WarmUp = { warmUpMs: number; warmUpPictures: number; rounds: number };

async function measureFolder(
  engine: OtherEngine,
  pictures: readonly Uint8Array[],
  { seconds, quick, together, warmUpMs, warmUpPictures, rounds }: SpeedOptions & WarmUp,
): Promise<SizeSpeed> {
  let at = 0;
  const next = () => pictures[at++ % pictures.length] ?? new Uint8Array();
  await runFor(engine, next, warmUpMs, warmUpPictures);
  if (together) await untilTold();
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    rates.push(await runFor(engine, next, (1_000 * seconds) / rounds, quick ? 1 : pictures.length));
  }
  return {
    images_per_second: rounded(median(rates)),
    rounds: rates.map(rounded),
    // Of all folders so far.
    rss_peak_mb: peakRssMb(),
    pictures: pictures.length,
  };
}

/** @returns images a second, over whole pictures: at least `least` of them, however long they take */
async function runFor(
  engine: OtherEngine,
  next: () => Uint8Array,
  durationMs: number,
  least: number,
): Promise<number> {
  const begun = performance.now();
  let done = 0;
  while (done < least || performance.now() - begun < durationMs) {
    await engine.describe(next());
    done++;
  }
  return (1_000 * done) / (performance.now() - begun);
}

async function untilTold(): Promise<void> {
  const told = once(process, "message");
  process.send?.("ready");
  await told;
}

/** @throws when there is no picture in the folder */
export async function readPictures(folder: string): Promise<Uint8Array[]> {
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp)$/i.test(name)).sort();
  if (names.length === 0) throw new Error(`${folder}: there is no picture in it`);
  return Promise.all(names.map((name) => readFile(path.join(folder, name))));
}

/** The higher of the middle two where there are two. */
export function median(values: readonly number[]): number {
  const rising = values.toSorted((a, b) => a - b);
  return rising[Math.floor(rising.length / 2)] ?? Number.NaN;
}

/** Four digits: more than any of this is good for. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
