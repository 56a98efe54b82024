import { parseArgs } from "node:util";
import { LENGTH, rowOf, type SearchData, type SearchSet, searchSet } from "./search-data";
import { printSearchTable } from "./search-table";
import { BuildTooSlow } from "./search-usearch";
import type { SearchRow, SearchWay, SearchWayName, WayOptions } from "./search-way";
import { SEARCH_WAYS } from "./search-ways";

const USAGE = `usage: node --import tsx bench/search.ts [--quick] [--json]

Exact search for the 10 most similar of 10,000, 100,000 and 1,000,000 faces of ${LENGTH} numbers, beside plain loops,
the runtime's product in full numbers, and usearch. Ten minutes and more, most of them while usearch builds (given up
after four); --quick stays within 15 s with 10,000 and 50,000 faces. With --json the last line is the rows as JSON.`;

const K = 10;
const EXIT_UNUSABLE = 2;

type Plan = { data: SearchData; faces: number; probes: number; usearch: boolean };

const QUICK: readonly Plan[] = [
  { data: "clustered", faces: 10_000, probes: 32, usearch: true },
  { data: "clustered", faces: 50_000, probes: 16, usearch: false },
];

/** usearch takes minutes for a million faces, once is enough. */
const FULL: readonly Plan[] = (["clustered", "random"] as const).flatMap((data) => [
  { data, faces: 10_000, probes: 64, usearch: true },
  { data, faces: 100_000, probes: 64, usearch: true },
  { data, faces: 1_000_000, probes: 32, usearch: data === "clustered" },
]);

const WAYS: readonly ({ way: SearchWayName } & WayOptions)[] = [
  { way: "plain loop", threads: 1, together: 1 },
  { way: "runtime fp32", threads: 1, together: 1 },
  { way: "runtime fp32", threads: 1, together: 16 },
  { way: "int8, rescored", threads: 1, together: 1 },
  { way: "int8, rescored", threads: 1, together: 16 },
  { way: "int8, rescored", threads: 2, together: 1 },
  { way: "usearch HNSW", threads: 2, together: 1 },
];

/** Measures every way of searching on the same faces, each after the last is closed. The first tells the truth. */
async function benchSearch({ quick }: { quick: boolean }): Promise<SearchRow[]> {
  const rows: SearchRow[] = [];
  for (const plan of quick ? QUICK : FULL) {
    const set = searchSet(plan.data, plan.faces, plan.probes);
    let truth: string[][] | undefined;
    for (const options of WAYS) {
      if (!plan.usearch && options.way === "usearch HNSW") continue;
      console.error(`${plan.faces} faces, ${plan.data}: ${options.way}, ${options.together} together`);
      const way = await measureWay(set, options).catch(orTooSlow);
      if (way === null) continue;
      const { found, ...measured } = way;
      truth ??= found;
      rows.push({ data: plan.data, faces: plan.faces, ...measured, recallAt10: recall(found, truth) });
    }
  }
  return rows;
}

function orTooSlow(error: unknown): null {
  if (!(error instanceof BuildTooSlow)) throw error;
  console.error(`left out: ${error.message}`);
  return null;
}

async function measureWay(set: SearchSet, { way, ...options }: { way: SearchWayName } & WayOptions) {
  const begun = performance.now();
  const opened = await SEARCH_WAYS[way](set, options);
  const buildSeconds = (performance.now() - begun) / 1_000;
  const { found, times } = await searchAll(opened, set.probes, options.together);
  await opened.close();
  return {
    way,
    ...options,
    found,
    msMedian: times[Math.floor(times.length / 2)] ?? Number.NaN,
    msMin: times[0] ?? Number.NaN,
    buildSeconds,
    megabytesPerMillion: opened.bytes / set.ids.length,
  };
}

/** The first searches, which compile, are not counted. */
async function searchAll(way: SearchWay, probes: Float32Array, together: number) {
  const found: string[][] = [];
  const times: number[] = [];
  for (let warm = 0; warm < 3; warm += 1) await way.search(rowOf(probes, 0, together), K);
  for (let row = 0; row * LENGTH < probes.length; row += together) {
    const some = rowOf(probes, row, together);
    const begun = performance.now();
    found.push(...(await way.search(some, K)));
    times.push((performance.now() - begun) / together);
  }
  return { found, times: times.sort((one, other) => one - other) };
}

function recall(found: readonly string[][], truth: readonly string[][]): number {
  const hits = truth.map((ids, at) => ids.filter((id) => found[at]?.includes(id)).length);
  return hits.reduce((sum, one) => sum + one, 0) / truth.reduce((sum, { length }) => sum + length, 0);
}

type Options = { quick: boolean; json: boolean; help: boolean };

/** @returns `null`, and says why, for arguments that are not known */
function readOptions(argv: readonly string[]): Options | null {
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({ args: [...argv], options: { quick: flag, json: flag, help: flag } }).values;
  } catch (problem) {
    console.error(`bench:search: ${problem instanceof Error ? problem.message : problem}\n${USAGE}`);
    return null;
  }
}

async function main({ quick, json, help }: Options): Promise<void> {
  if (help) return console.log(USAGE);
  const rows = await benchSearch({ quick });
  console.log(printSearchTable(rows));
  if (json) console.log(JSON.stringify({ search: rows }));
}

const asked = readOptions(process.argv.slice(2));
if (asked === null) process.exitCode = EXIT_UNUSABLE;
else await main(asked);
