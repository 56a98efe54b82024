import { execFileSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { startRedis } from "#tests/support/redis";
import { startTestStack } from "#tests/support/stack";
import MUTANTS from "./mutants.json";
import { type FaultFigures, runFaults } from "./run-faults";

const USAGE = `usage: npm run faults -- [--jobs N] [--faults K] [--seed S] [--backend postgres|redis] [--mutant NAME] [--json]

Starts the whole system in a folder of its own, sends N jobs (200) through it on loopback, does K faults (12) to its
processes meanwhile, each kind once before any comes twice, revokes a key with jobs in hand, and then reads the invariants
of docs/guarantees.md from the database. Ends with 1 where one is broken. With --json the last line is one JSON object.

--mutant NAME builds one fault into the system, which the run must see: ${Object.keys(MUTANTS).join(", ")}.`;

const tell = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

const EXIT_UNUSABLE = 2;
const BACKENDS = ["postgres", "redis"];

type Options = {
  jobs: number;
  faults: number;
  seed: number;
  backend: string;
  mutant: string | undefined;
  json: boolean;
};

/** @throws Error saying which option is wrong and what would be right */
function readOptions(args: readonly string[]): Options | "help" {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { jobs: text, faults: text, seed: text, backend: text, mutant: text, json: flag, help: flag },
  });
  if (values.help) return "help";
  const { backend = "postgres", mutant, json } = values;
  if (!BACKENDS.includes(backend)) throw new Error(`--backend is one of ${BACKENDS.join(" and ")}`);
  if (mutant !== undefined && !Object.hasOwn(MUTANTS, mutant))
    throw new Error(`--mutant is one of ${Object.keys(MUTANTS).join(", ")}`);
  return {
    jobs: wholeNumber("--jobs", values.jobs ?? "200", 20),
    faults: wholeNumber("--faults", values.faults ?? "12", 0),
    seed: wholeNumber("--seed", values.seed ?? "1", 0),
    backend,
    mutant,
    json,
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least || text.trim() === "")
    throw new Error(`${name} is a whole number of ${least} or more`);
  return number;
}

async function run({ jobs, faults, seed, backend, mutant }: Options): Promise<FaultFigures> {
  const redis = backend === "redis" ? await startRedis() : undefined;
  const stack = await startTestStack({
    env: {
      RECOGNITION_PROCESSES: "2",
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
      ...(mutant === undefined ? {} : mutated(mutant)),
    },
  });
  try {
    const { dataFolder, gatewayUrl } = stack;
    const { figures, broken } = await runFaults({
      dataFolder,
      gatewayUrl,
      redis,
      jobs,
      faults,
      seed,
      say: complain,
    });
    for (const [name, found] of Object.entries(broken))
      tell(`BROKEN ${name}: ${found.length}\n  ${found.slice(0, 5).join("\n  ")}`);
    return figures;
  } finally {
    await closeOwn();
    await stack.stop();
    stack.remove();
    await redis?.stop();
  }
}

/** Imported late: it belongs to the system that was started. */
async function closeOwn(): Promise<void> {
  const { closeDatabase } = await import("#lib/platform/db");
  await closeDatabase();
}

function mutated(name: string): Record<string, string> {
  const loader = path.join(import.meta.dirname, "mutate.mjs");
  return { COUNTERSIGN_MUTANT: name, NODE_OPTIONS: `--import ${loader}` };
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      cwd: import.meta.dirname,
      encoding: "utf8",
    });
  } catch {
    return "unknown\n";
  }
}

function print(options: Options, figures: FaultFigures): void {
  const { jobs, faults, seed, backend, mutant } = options;
  const variant = mutant === undefined ? "" : `, with the mutant ${mutant}`;
  tell(
    `${jobs} jobs, ${faults} faults, seed ${seed}, ${backend}${variant}, commit ${commit().trim()}\n` +
      `accepted ${figures.accepted}, lost ${figures.lost}, duplicate effects ${figures.duplicate_effects}, ` +
      `slowest ${figures.slowest_ms} ms`,
  );
  for (const [name, count] of Object.entries(figures.invariants))
    tell(`${count === 0 ? "holds " : "BROKEN"} ${name}`);
}

async function main(): Promise<number> {
  let options: Options | "help";
  try {
    options = readOptions(process.argv.slice(2));
  } catch (problem) {
    complain(`faults: ${problem instanceof Error ? problem.message : problem}\n${USAGE}`);
    return EXIT_UNUSABLE;
  }
  if (options === "help") {
    tell(USAGE);
    return 0;
  }
  const figures = await run(options);
  print(options, figures);
  if (options.json) tell(JSON.stringify(figures));
  return Object.values(figures.invariants).every((count) => count === 0) ? 0 : 1;
}

process.exitCode = await main();
