import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { arch, availableParallelism, cpus, platform, tmpdir } from "node:os";
import path from "node:path";
import { type BenchSize, benchPictures } from "./bench-pictures";
import { readEngineOptions, Unusable, USAGE } from "./engine-options";
import { measureAll } from "./measure-all";
import { ourBest, resultJson } from "./result-json";
import { resultText } from "./result-table";
import type { Machine, Results } from "./results";

const EXIT_UNUSABLE = 2;

const SIZES: readonly BenchSize[] = ["640", "1500", "4000"];

/** Since this process began: what is under way then is left out, so that the whole stays under 45 s. */
const QUICK_UNTIL_MS = 42_000;

function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: availableParallelism(),
    node: process.version,
    system: `${platform()} ${arch()}`,
    date: new Date().toISOString().slice(0, 10),
  };
}

/** @returns a folder for each size, smallest first */
async function writePictures(folder: string): Promise<string[]> {
  const folders: string[] = [];
  for (const size of SIZES) {
    const inside = path.join(folder, size);
    await mkdir(inside);
    for (const { name, jpeg } of await benchPictures(size)) await writeFile(path.join(inside, name), jpeg);
    folders.push(inside);
  }
  return folders;
}

async function bench(argv: readonly string[]): Promise<void> {
  const { quick, json, help, faces } = await readEngineOptions(argv);
  if (help) return console.log(USAGE);
  const scratch = await mkdtemp(path.join(tmpdir(), "bench-engine-"));
  try {
    const say = (line: string) =>
      console.error(`${(performance.now() / 1_000).toFixed(0).padStart(4)} s  ${line}`);
    say("making pictures");
    const folders = await writePictures(scratch);
    const until = quick ? QUICK_UNTIL_MS : Number.POSITIVE_INFINITY;
    const found = await measureAll({ folders, faces, quick, until, say });
    const command = ["npm run bench:engine", ...(argv.length > 0 ? ["--", ...argv] : [])].join(" ");
    const seconds = performance.now() / 1_000;
    const results: Results = { machine: machine(), command, quick, ...found, seconds };
    console.log(resultText(results));
    if (json) console.log(JSON.stringify(resultJson(results)));
    if (ourBest(results) === undefined) process.exitCode = 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

try {
  await bench(process.argv.slice(2));
} catch (problem) {
  if (!(problem instanceof Unusable)) throw problem;
  console.error(`bench:engine: ${problem.message}`);
  process.exitCode = EXIT_UNUSABLE;
}
