import { parseArgs } from "node:util";
import { RUNTIME_NAMES } from "#lib/recognition/runtime";
import { measureNetworks } from "./measure-networks";
import { measureParity } from "./measure-parity";
import { measureStages } from "./stages";

const USAGE = `usage: node --import tsx bench/measure-parts.ts stages RUNTIME DIR… [--quick]
       node --import tsx bench/measure-parts.ts networks RUNTIME [--quick]
       node --import tsx bench/measure-parts.ts parity

RUNTIME is one of ${RUNTIME_NAMES.join(", ")}. Parts of our engine in one process, one line of JSON:
  stages    milliseconds of each stage over the pictures that lie in DIR
  networks  milliseconds of each network, and operations a second beside the runtime's product of matrices
  parity    how far the runtimes' answers lie from one another`;

const EXIT_UNUSABLE = 2;

function plan(argv: readonly string[]): (() => Promise<object>) | null {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { quick: { type: "boolean" } },
  });
  const { quick = false } = values;
  const [part, given, ...folders] = positionals;
  if (part === "parity" && given === undefined) return measureParity;
  const runtime = RUNTIME_NAMES.find((name) => name === given);
  if (runtime === undefined) return null;
  if (part === "networks" && folders.length === 0) return () => measureNetworks(runtime, quick);
  if (part === "stages" && folders.length > 0) return () => measureStages(runtime, folders, quick);
  return null;
}

try {
  const work = plan(process.argv.slice(2));
  if (work === null) {
    console.error(USAGE);
    process.exitCode = EXIT_UNUSABLE;
  } else console.log(JSON.stringify(await work()));
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
}
