import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Description, embedPictures } from "#lib/recognition/calibrate/embed-pictures";
import { listPictures } from "#lib/recognition/calibrate/list-pictures";
import { measureErrors } from "#lib/recognition/calibrate/measure-errors";
import { createFaceEngine } from "#lib/recognition/engine";
import { RUNTIME_NAMES } from "#lib/recognition/runtime";
import type { OtherEngine } from "./others/other-engine";

const ENGINES = [...RUNTIME_NAMES.map((name) => `ours:${name}`), "human-wasm", "face-api"];

const USAGE = `usage: node --import tsx bench/measure-engine.ts ENGINE --speed DIR [--seconds N]
       node --import tsx bench/measure-engine.ts ENGINE --accuracy DIR

ENGINE is one of ${ENGINES.join(", ")}. One engine in one process, one line of JSON:
  --speed     images/s over the pictures that lie in DIR, from their bytes to an embedding
  --accuracy  EER and TAR over a folder of pictures per identity, as npm run calibrate measures them`;

/** The first calls compile and fill caches. */
const WARM_UP_MS = 2_000;
const WARM_UP_PICTURES = 4;
const ROUNDS = 5;
const SECONDS = 10;

/** All engines answer alike here: bytes in, embedding of the main face out. Only the one asked for is imported. */
async function loadEngine(name: string): Promise<OtherEngine> {
  if (name === "human-wasm") return loaded((await import("./others/human-wasm")).humanWasm());
  if (name === "face-api") return loaded((await import("./others/face-api")).faceApi());
  const runtime = RUNTIME_NAMES.find((known) => name === `ours:${known}`);
  if (runtime === undefined) throw new Error(`${name}: no such engine\n${USAGE}`);
  const engine = await createFaceEngine({ runtime });
  return {
    name,
    load: async () => {},
    describe: async (image) => {
      const answer = await engine.embedMain(image);
      return answer.ok ? { faces: 1, embedding: answer.embedding } : { faces: 0, embedding: null };
    },
    close: () => engine.close(),
  };
}

async function loaded(engine: OtherEngine): Promise<OtherEngine> {
  await engine.load();
  return engine;
}

async function measureSpeed(name: string, folder: string, seconds: number): Promise<object> {
  const pictures = await readPictures(folder);
  const begun = performance.now();
  const engine = await loadEngine(name);
  const loadMs = performance.now() - begun;
  let at = 0;
  const next = () => pictures[at++ % pictures.length] ?? new Uint8Array();
  if ((await engine.describe(next())).embedding === null)
    throw new Error(`${name} finds no face in ${folder}`);
  const firstAnswerMs = performance.now() - begun;
  await runFor(engine, next, WARM_UP_MS, WARM_UP_PICTURES);
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await runFor(engine, next, (1_000 * seconds) / ROUNDS, pictures.length));
  }
  await engine.close();
  return {
    engine: name,
    images_per_second: rounded(median(rounds)),
    rounds: rounds.map(rounded),
    load_ms: Math.round(loadMs),
    first_answer_ms: Math.round(firstAnswerMs),
    // Kilobytes, on every system that Node runs on.
    rss_peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
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

async function measureAccuracy(name: string, folder: string): Promise<object> {
  const listed = await listPictures(folder);
  if (!listed.ok) throw new Error(`${folder}: ${listed.problem}`);
  const engine = await loadEngine(name);
  const describe = async (image: Uint8Array): Promise<Description> => {
    const { embedding } = await engine.describe(image);
    return embedding === null ? { ok: false, why: "no_face" } : { ok: true, embedding, measures: {} };
  };
  const { samples, missed, pictures } = await embedPictures(folder, listed.pictures, describe);
  await engine.close();
  const measured = measureErrors(samples);
  if (measured === null) throw new Error(`${name} finds too few faces to compare`);
  const { eer, tarAtFar, rank1, genuine, impostor, found } = measured;
  return {
    engine: name,
    pictures,
    found,
    eer: eer.rate,
    tar_at_far: Object.fromEntries(tarAtFar.map(({ far, tar }) => [String(far), tar])),
    rank1: rank1?.rate ?? null,
    genuine,
    impostor,
    intervals: {
      eer: eer.rate95,
      tar_at_far: Object.fromEntries(tarAtFar.map(({ far, tar95 }) => [String(far), tar95])),
    },
    missed: missed.map((picture) => picture.path),
  };
}

async function readPictures(folder: string): Promise<Uint8Array[]> {
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp)$/i.test(name)).sort();
  if (names.length === 0) throw new Error(`${folder}: there is no picture in it`);
  return Promise.all(names.map((name) => readFile(path.join(folder, name))));
}

function median(values: readonly number[]): number {
  const rising = values.toSorted((a, b) => a - b);
  return rising[Math.floor(rising.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

async function main(argv: readonly string[]): Promise<object> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { speed: { type: "string" }, accuracy: { type: "string" }, seconds: { type: "string" } },
  });
  const [name] = positionals;
  const seconds = Number(values.seconds ?? SECONDS);
  if (name === undefined || !(seconds > 0)) throw new Error(USAGE);
  if (values.speed !== undefined) return measureSpeed(name, values.speed, seconds);
  if (values.accuracy !== undefined) return measureAccuracy(name, values.accuracy);
  throw new Error(USAGE);
}

try {
  console.log(JSON.stringify(await main(process.argv.slice(2))));
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
}
