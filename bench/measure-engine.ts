import { parseArgs } from "node:util";
import { ENGINES } from "./engines";
import { measureAccuracy } from "./measure-accuracy";
import { measureSpeed } from "./measure-speed";

const USAGE = `usage: node --import tsx bench/measure-engine.ts ENGINE --speed DIR… [--seconds N] [--quick] [--together]
       node --import tsx bench/measure-engine.ts ENGINE --accuracy DIR

ENGINE is one of ${ENGINES.join(", ")}. One engine in one process, one line of JSON:
  --speed     images/s over the pictures that lie in DIR, from their bytes to an embedding; may be repeated
  --seconds   for each DIR; 10 unless given
  --quick     hardly warmed up, in three rounds
  --together  waits before each DIR until a parent process sends a message
  --accuracy  EER and TAR over a folder of pictures per identity, as npm run calibrate measures them`;

const SECONDS = 10;
const EXIT_UNUSABLE = 2;

function readOptions(argv: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      speed: { type: "string", multiple: true },
      accuracy: { type: "string" },
      seconds: { type: "string" },
      quick: { type: "boolean" },
      together: { type: "boolean" },
    },
  });
  const [name, ...more] = positionals;
  const { speed = [], accuracy, quick = false, together = false } = values;
  const seconds = Number(values.seconds ?? SECONDS);
  if (name === undefined || more.length > 0) throw new Error("name one engine");
  if (!ENGINES.includes(name)) throw new Error(`${name}: no such engine`);
  if (!(seconds > 0)) throw new Error("--seconds takes a number above 0");
  if ((speed.length === 0) === (accuracy === undefined)) throw new Error("either --speed or --accuracy");
  return { name, speed, accuracy, options: { seconds, quick, together } };
}

async function main(argv: readonly string[]): Promise<void> {
  let asked: ReturnType<typeof readOptions>;
  try {
    asked = readOptions(argv);
  } catch (problem) {
    console.error(`${problem instanceof Error ? problem.message : problem}\n${USAGE}`);
    process.exitCode = EXIT_UNUSABLE;
    return;
  }
  const { name, speed, accuracy, options } = asked;
  const result =
    accuracy === undefined ? await measureSpeed(name, speed, options) : await measureAccuracy(name, accuracy);
  console.log(JSON.stringify(result));
}

try {
  await main(process.argv.slice(2));
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
} finally {
  // The channel to a parent keeps a process alive.
  if (process.connected) process.disconnect();
}
