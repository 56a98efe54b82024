import path from "node:path";
import { RUNTIME_NAMES } from "#lib/recognition/runtime";
import { type Ask, ask, askTogether, MeasureError } from "./child";
import type { Results } from "./results";
import * as shapes from "./results";

export type Found = Omit<Results, "machine" | "command" | "quick" | "seconds">;

type Asked = {
  /** Folders of pictures by size, smallest first. */
  folders: readonly string[];
  faces: string | null;
  quick: boolean;
  /** On the clock of `performance.now`: what is not done by then is left out. */
  until: number;
  say: (line: string) => void;
};

/** What is measured and how, in order of weight: a quick run may not reach the end. */
type Step = { what: string; run: () => Promise<void> };

const SECONDS = { thorough: 10, quick: 0.9 } as const;

/** A quick run asks slow engines nothing about the largest pictures. */
const SLOW_SIZES = 2;

const NOT_WHEN_QUICK = [
  "4000×3000 on slow engines and on two processes, 1500×1125 on our slow runtimes: not with --quick",
  "stages and networks on our slow runtimes: not with --quick",
  "search among more than 50,000 faces: not with --quick",
];

const [NATIVE, ...OTHER_RUNTIMES] = RUNTIME_NAMES;

/** Runs every measurement, each in processes of its own and after one another; one that fails is left out, with why. */
export async function measureAll(asked: Asked): Promise<Found> {
  const found: Mutable<Found> = {
    alone: [],
    together: [],
    stages: [],
    networks: [],
    parity: [],
    accuracy: [],
    search: [],
    leftOut: [],
  };
  if (asked.quick) found.leftOut.push(...NOT_WHEN_QUICK);
  for (const { what, run } of steps(asked, found)) {
    if (performance.now() >= asked.until) {
      found.leftOut.push(`${what}: no time was left`);
      continue;
    }
    asked.say(what);
    try {
      await run();
    } catch (problem) {
      if (!(problem instanceof MeasureError)) throw problem;
      asked.say(`${what}: ${problem.message}`);
      found.leftOut.push(`${what}: ${problem.message}`);
    }
  }
  return found;
}

type Mutable<T> = { [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

function steps(asked: Asked, found: Mutable<Found>): Step[] {
  const { folders, quick, faces } = asked;
  const few = quick ? folders.slice(0, SLOW_SIZES) : folders;
  const alone = (engine: string, sizes: readonly string[]) => aloneStep(asked, found, engine, sizes);
  const stages = (runtime: string) =>
    part(asked, `stages on ${runtime}`, ["stages", runtime, ...few], (answer) =>
      found.stages.push(shapes.stages.parse(answer)),
    );
  const networks = (runtime: string) =>
    part(asked, `networks on ${runtime}`, ["networks", runtime], (answer) =>
      found.networks.push(shapes.networks.parse(answer)),
    );
  const parity = part(asked, "parity of the runtimes", ["parity"], (answer) =>
    found.parity.push(...shapes.parity.parse(answer)),
  );
  return [
    alone(`ours:${NATIVE}`, folders),
    alone("human-wasm", few),
    twoProcesses(asked, found, few),
    ...(faces === null ? [] : accuracySteps(asked, found, faces)),
    alone("face-api", few),
    stages(NATIVE),
    networks(NATIVE),
    parity,
    ...(quick ? [searchStep(asked, found)] : []),
    ...OTHER_RUNTIMES.map((runtime) => alone(`ours:${runtime}`, quick ? few.slice(0, 1) : few)),
    ...(quick ? [] : OTHER_RUNTIMES.flatMap((runtime) => [stages(runtime), networks(runtime)])),
    ...(quick ? [] : [searchStep(asked, found)]),
  ];
}

function aloneStep(asked: Asked, found: Mutable<Found>, engine: string, sizes: readonly string[]): Step {
  return {
    what: `${engine}, one process`,
    run: async () => {
      found.alone.push(shapes.speed.parse(await ask(speedOf(asked, engine, sizes))));
    },
  };
}

function part(
  { quick, until }: Asked,
  what: string,
  args: readonly string[],
  keep: (answer: unknown) => void,
): Step {
  const given = quick ? [...args, "--quick"] : args;
  return {
    what,
    run: async () => keep(await ask({ program: "measure-parts.ts", args: given, until })),
  };
}

function twoProcesses(asked: Asked, found: Mutable<Found>, sizes: readonly string[]): Step {
  const question = speedOf(asked, `ours:${NATIVE}`, sizes);
  return {
    what: "ours, two processes at once",
    run: async () => {
      const answers = await askTogether({ ...question, args: [...question.args, "--together"] }, 2);
      found.together.push(...answers.map((answer) => shapes.speed.parse(answer)));
    },
  };
}

/** In a quick run ours alone: the others take a tenth of a second and more a picture. */
function accuracySteps(asked: Asked, found: Mutable<Found>, faces: string): Step[] {
  const engines = [`ours:${NATIVE}`, ...(asked.quick ? [] : ["human-wasm", "face-api"])];
  return engines.map((engine) => ({
    what: `${engine}, accuracy on ${path.basename(faces)}`,
    run: async () => {
      const args = [engine, "--accuracy", faces];
      const answer = await ask({ program: "measure-engine.ts", args, until: asked.until });
      found.accuracy.push(shapes.accuracy.parse(answer));
    },
  }));
}

function searchStep({ quick, until }: Asked, found: Mutable<Found>): Step {
  return {
    what: "search",
    run: async () => {
      const args = ["--json", ...(quick ? ["--quick"] : [])];
      const answer = await ask({ program: "search.ts", args, until });
      found.search.push(...shapes.search.parse(answer).search);
    },
  };
}

function speedOf({ quick, until }: Asked, engine: string, folders: readonly string[]): Ask {
  const args = [
    engine,
    ...folders.flatMap((folder) => ["--speed", folder]),
    "--seconds",
    String(quick ? SECONDS.quick : SECONDS.thorough),
    ...(quick ? ["--quick"] : []),
  ];
  return { program: "measure-engine.ts", args, until };
}
