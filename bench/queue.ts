import { parseArgs } from "node:util";
import type pg from "pg";
import type { Actor } from "#lib/identity/actor";
import { withOwnDatabase } from "./own-database";
import { seedQueue } from "./queue/seed-queue";

const USAGE = `usage: npm run bench:queue [-- --json]

The reviewers' queue in a PostgreSQL of its own, with 100, 1,000 and 10,000 cases: milliseconds a page (median and the
slowest of twenty), in each order, first and last page, and the download of everything. About two minutes. With --json the
last line is one JSON object.`;

const SIZES = [100, 1_000, 10_000];
const ROUNDS = 20;
const EXIT_UNUSABLE = 2;
const REVIEWER = "per_bench_reviewer";

type Row = { cases: number; asked: string; rows: number; ms_median: number; ms_most: number };

type Options = { json: boolean; help: boolean };

/** @returns `null`, and says why, for arguments that are not known */
function readOptions(argv: readonly string[]): Options | null {
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({ args: [...argv], options: { json: flag, help: flag } }).values;
  } catch (problem) {
    console.error(`bench:queue: ${problem instanceof Error ? problem.message : problem}\n${USAGE}`);
    return null;
  }
}

async function measureQueue(client: pg.Client): Promise<Row[]> {
  const { seedPolicy } = await import("../prisma/seed");
  await seedPolicy();
  const packVersion = (await client.query<{ version: string }>(`SELECT version FROM "PolicyPack"`)).rows[0]
    ?.version;
  await client.query(
    `INSERT INTO "Person" (id, email, name, "passwordHash") VALUES ($1, 'reviewer@bench.example', 'Reviewer', 'none')`,
    [REVIEWER],
  );
  const rows: Row[] = [];
  let from = 0;
  for (const to of SIZES) {
    console.error(`seeding ${to} cases`);
    await seedQueue(client, { from, to, reviewerId: REVIEWER, packVersion: packVersion ?? "" });
    rows.push(...(await measureSize(to)));
    from = to;
  }
  return rows;
}

const ASKED: readonly [asked: string, from: Record<string, string>][] = [
  ["for me to take, by clock", { show: "lane" }],
  ["mine, by clock", { show: "mine" }],
  ["all, by clock", { show: "all" }],
  ["all, by day of submission, newest", { show: "all", sort: "submitted", order: "desc" }],
  ["all, by tier", { show: "all", sort: "tier" }],
  ["all, by stage", { show: "all", sort: "stage" }],
  ["all, by clock, last page", { show: "all", page: "last" }],
  ["in review in tier 2", { show: "all", stage: "in_review", tier: "T2" }],
];

async function measureSize(cases: number): Promise<Row[]> {
  const { queueFilter } = await import("#lib/reviews/queue-filter");
  const { queueForDownload, reviewQueue, QUEUE_PAGE_CASES } = await import("#lib/reviews/queue-view");
  const actor: Actor = {
    personId: REVIEWER,
    name: "Reviewer",
    sessionId: "ses_bench",
    staffRoles: [{ role: "privacy", homeLane: null }],
    memberships: [],
  };
  const rows: Row[] = [];
  for (const [asked, from] of ASKED) {
    const last = String(Math.ceil(cases / QUEUE_PAGE_CASES));
    const filter = queueFilter(from.page === "last" ? { ...from, page: last } : from);
    rows.push({
      cases,
      asked,
      ...(await timed(async () => (await reviewQueue(actor, filter)).rows.length, ROUNDS)),
    });
  }
  const everything = queueFilter({ show: "all" });
  const download = async () => (await queueForDownload(actor, everything)).length;
  rows.push({ cases, asked: "download of everything", ...(await timed(download, 3)) });
  return rows;
}

async function timed(work: () => Promise<number>, rounds: number) {
  let rows = await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    rows = await work();
    times.push(performance.now() - begun);
  }
  times.sort((one, other) => one - other);
  const at = (index: number) => Number((times[index] ?? Number.NaN).toFixed(1));
  return { rows, ms_median: at(rounds >> 1), ms_most: at(rounds - 1) };
}

function printTable(rows: readonly Row[]): string {
  const cells = (row: Row) => [row.cases, row.asked, row.rows, row.ms_median, row.ms_most].join(" | ");
  return [
    "| cases | asked for | rows | ms, median | slowest |",
    "|--:|---|--:|--:|--:|",
    ...rows.map((row) => `| ${cells(row)} |`),
  ].join("\n");
}

async function main({ json, help }: Options): Promise<void> {
  if (help) return console.log(USAGE);
  const rows = await withOwnDatabase("queue", measureQueue);
  console.log(printTable(rows));
  if (json) console.log(JSON.stringify({ queue: rows }));
}

const asked = readOptions(process.argv.slice(2));
if (asked === null) process.exitCode = EXIT_UNUSABLE;
else await main(asked);
