import { parseArgs } from "node:util";
import type pg from "pg";
import type { PolicyPack } from "#lib/policy/pack";
import { withOwnDatabase } from "./own-database";
import { seedCases } from "./simulator/seed-cases";

const USAGE = `usage: npm run bench:simulator [-- --json] [-- --cases COUNT]

A draft of a policy pack replayed over past applications, 10,000 of them unless another COUNT is given, in a PostgreSQL of
its own: seconds from the first query to the result. About a minute. With --json the last line is one JSON object.`;

const CASES = 10_000;
const EXIT_UNUSABLE = 2;

type Row = {
  draft: string;
  cases: number;
  seconds: number;
  /** Of this process alone, whatever else the machine does. */
  cpu_seconds: number;
  changed: number;
  eased: number;
  grants: number;
};
type Options = { json: boolean; help: boolean; cases: string };

/** @returns `null`, and says why, for arguments that are not known */
function readOptions(argv: readonly string[]): Options | null {
  const flag = { type: "boolean", default: false } as const;
  try {
    const cases = { type: "string", default: `${CASES}` } as const;
    const { values } = parseArgs({ args: [...argv], options: { json: flag, help: flag, cases } });
    if (!/^[1-9]\d{0,5}$/.test(values.cases)) throw new RangeError("--cases is a whole number up to 999999");
    return values;
  } catch (problem) {
    console.error(`bench:simulator: ${problem instanceof Error ? problem.message : problem}\n${USAGE}`);
    return null;
  }
}

async function measureSimulator(client: pg.Client, cases: number): Promise<Row[]> {
  const { seedPolicy } = await import("../prisma/seed");
  await seedPolicy();
  const { read } = await import("#lib/platform/db");
  const { activePack } = await import("#lib/policy/active-pack");
  const inForce = await read(activePack);
  console.error(`seeding ${cases} cases`);
  await seedCases(client, { cases, packVersion: inForce.version });
  const rows: Row[] = [];
  for (const [draft, pack] of draftsOf(inForce)) rows.push(await timed(draft, inForce, pack));
  return rows;
}

/** The same pack, a stricter one and one that lets more through. */
function draftsOf(inForce: PolicyPack): [string, PolicyPack][] {
  const tiers = inForce.tiers.map((tier) => ({ ...tier, pass_mark: Math.min(100, tier.pass_mark + 15) }));
  const rules = inForce.rules.filter(({ id }) => id !== "HS12" && id !== "HS23");
  return [
    ["nothing changed", inForce],
    ["pass marks 15 higher", { ...inForce, tiers }],
    ["without HS12 and HS23", { ...inForce, rules }],
  ];
}

async function timed(draft: string, inForce: PolicyPack, pack: PolicyPack): Promise<Row> {
  const { replayAll } = await import("#lib/simulator/simulate-pack");
  const { isEased } = await import("#lib/simulator/simulation");
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const { cases, changed, grants } = await replayAll(inForce, pack);
  const seconds = rounded((performance.now() - begun) / 1_000);
  const { user, system } = process.cpuUsage(cpu);
  return {
    draft,
    cases,
    seconds,
    cpu_seconds: rounded((user + system) / 1_000_000),
    changed: changed.length,
    eased: changed.filter(isEased).length,
    grants: grants.length,
  };
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(2));
}

function printTable(rows: readonly Row[]): string {
  const cells = (row: Row) =>
    [row.draft, row.cases, row.seconds, row.cpu_seconds, row.changed, row.eased, row.grants].join(" | ");
  return [
    "| draft | cases | seconds | of CPU | changed | easier | grants affected |",
    "|---|--:|--:|--:|--:|--:|--:|",
    ...rows.map((row) => `| ${cells(row)} |`),
  ].join("\n");
}

async function main({ json, help, cases }: Options): Promise<void> {
  if (help) return console.log(USAGE);
  const rows = await withOwnDatabase("simulator", (client) => measureSimulator(client, Number(cases)));
  console.log(printTable(rows));
  if (json) console.log(JSON.stringify({ simulator: rows }));
}

const asked = readOptions(process.argv.slice(2));
if (asked === null) process.exitCode = EXIT_UNUSABLE;
else await main(asked);
