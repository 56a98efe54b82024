import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { openSecretsFolder } from "#lib/platform/secrets-folder";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { findDatabase } from "../../workers/find-database";
import { type Findings, readInvariants } from "./invariants";
import type { FaultKind, FaultyParts } from "./kinds";
import { findLeaks } from "./leaks";
import { type Load, startLoad } from "./load";
import { processesOf } from "./processes";
import { putOnRecord } from "./put-on-record";
import { randomFrom } from "./random";
import { happenDuring, kindsOf, revokeInTheMiddle } from "./schedule";

export type FaultPlan = {
  /** Of a system that runs; it is this suite's own. */
  dataFolder: string;
  gatewayUrl: string;
  redis?: FaultyParts["redis"];
  jobs: number;
  /** How many; or which, in this order. */
  faults: number | readonly FaultKind[];
  seed: number;
  say?: (text: string) => void;
};

export type FaultFigures = {
  accepted: number;
  /** Answered with an id that is not there, or never over. */
  lost: number;
  duplicate_effects: number;
  /** From acceptance to the end, by the database's clock. */
  slowest_ms: number;
  faults: number;
  /** How the jobs ended. */
  ended: Record<string, number>;
  /** What callers were told, by status; 0 where no answer came. */
  statuses: Record<number, number>;
  /** By name: how many break it. All zero when the guarantees hold. */
  invariants: Record<string, number>;
};

/** A job that is given back twice, behind two outages, takes no longer. */
const SETTLE_MS = 60_000;

/** Load, faults and a revocation at once on a running system; then the invariants, read from its database. */
export async function runFaults(
  plan: FaultPlan,
): Promise<{ figures: FaultFigures; broken: Partial<Findings> }> {
  const random = randomFrom(plan.seed);
  const say = plan.say ?? (() => undefined);
  const databaseUrl = await becomePartOf(plan.dataFolder);
  const withDatabase = databaseOpener(databaseUrl);
  const parts: FaultyParts = {
    processes: processesOf(plan.dataFolder),
    withDatabase,
    redis: plan.redis,
    random,
  };

  const pictures = (await samplePhotographs()).personA.map(({ jpeg }) => jpeg);
  const tenants = [await seedTenant(), await seedTenant()] as const;
  const loads = tenants.map(({ key }, at) =>
    startLoad({
      gatewayUrl: plan.gatewayUrl,
      key,
      jobs: at === 0 ? plan.jobs : Math.ceil(plan.jobs / 10),
      pictures,
      random,
      name: `faults-${plan.seed}-${at}`,
    }),
  );
  const [load, revoked] = loads as [Load, Load];
  const revocation = revokeInTheMiddle(revoked, tenants[1], say);
  const happened = await happenDuring(load, {
    kinds: kindsOf(plan.faults, random),
    jobs: plan.jobs,
    parts,
    say,
  });
  await Promise.all([load.done, revoked.done, revocation]);

  const tenantIds = tenants.map(({ organisationId }) => organisationId);
  await settle(withDatabase, tenantIds);
  const orders = loads.flatMap((one) => one.orders);
  return withDatabase(async (client) => {
    const findings: Findings & Record<string, readonly string[]> = {
      ...(await readInvariants({ client, orders, tenantIds })),
      "no picture or key lies anywhere in the clear": await findLeaks({
        dataFolder: plan.dataFolder,
        redisPort: plan.redis?.port,
        client,
        secrets: [...tenants.map(({ key }) => Buffer.from(key)), ...pictures],
      }),
    };
    const { rows } = await client.query<{ state: string; jobs: number; slowest: number | null }>(
      `SELECT state, count(*)::int AS jobs,
              max(extract(epoch FROM "finishedAt" - "createdAt") * 1000)::int AS slowest
       FROM "Job" WHERE "tenantId" = ANY ($1) GROUP BY state`,
      [tenantIds],
    );
    const count = (name: string) => findings[name]?.length ?? 0;
    const figures: FaultFigures = {
      accepted: load.accepted() + revoked.accepted(),
      lost:
        count("every id that was answered exists") + count("every job reaches a terminal or review state"),
      duplicate_effects:
        count("a job has one effect when it is released, and none otherwise") +
        count("there is one job for each tenant, route and idempotency key"),
      slowest_ms: Math.max(0, ...rows.map(({ slowest }) => slowest ?? 0)),
      faults: happened,
      ended: Object.fromEntries(rows.map(({ state, jobs }) => [state, jobs])),
      statuses: sumOf(loads.map(({ statuses }) => statuses)),
      invariants: Object.fromEntries(Object.entries(findings).map(([name, found]) => [name, found.length])),
    };
    const broken = Object.fromEntries(Object.entries(findings).filter(([, found]) => found.length > 0));
    return { figures, broken: broken as Partial<Findings> };
  });
}

/** Whoever drives the faults writes rows and signs nothing: it needs the system's database and peppers. */
async function becomePartOf(dataFolder: string): Promise<string> {
  const { DATABASE_URL: _, ...variables } = process.env;
  const url = await findDatabase({ ...variables, COUNTERSIGN_DATA: dataFolder });
  Object.assign(process.env, openSecretsFolder(path.join(dataFolder, "secrets"), {}), {
    COUNTERSIGN_DATA: dataFolder,
    COUNTERSIGN_MODE: "demo",
    DATABASE_URL: url,
  });
  return url;
}

/** Tries until the server answers: it may have been killed just now. */
function databaseOpener(connectionString: string): FaultyParts["withDatabase"] {
  return async (work) => {
    for (let tries = 1; ; tries += 1) {
      const client = new pg.Client({ connectionString });
      client.on("error", () => undefined);
      try {
        await client.connect();
        return await work(client);
      } catch (error) {
        if (tries >= 60) throw error;
        await sleep(500);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  };
}

async function seedTenant(): Promise<SeededGrant> {
  const seed = await seedGrant({ terms: { concurrentJobs: 16 } });
  await putOnRecord(seed);
  return seed;
}

/** Until nothing is in hand and the ledger has caught up, or long enough. */
async function settle(
  withDatabase: FaultyParts["withDatabase"],
  tenantIds: readonly string[],
): Promise<void> {
  const giveUpAt = performance.now() + SETTLE_MS;
  while (performance.now() < giveUpAt) {
    const waiting = await withDatabase(async (client) => {
      const { rows } = await client.query<{ waiting: number }>(
        `SELECT (SELECT count(*) FROM "JobOutbox" WHERE "tenantId" = ANY ($1))::int
              + (SELECT count(*) FROM "LedgerPending" p WHERE NOT EXISTS
                   (SELECT 1 FROM "LedgerLeaf" l WHERE l."pendingId" = p.id))::int AS waiting`,
        [tenantIds],
      );
      return rows[0]?.waiting ?? 0;
    });
    if (waiting === 0) return;
    await sleep(500);
  }
}

function sumOf(counts: readonly Record<number, number>[]): Record<number, number> {
  const sum: Record<number, number> = {};
  for (const one of counts)
    for (const [status, count] of Object.entries(one))
      sum[Number(status)] = (sum[Number(status)] ?? 0) + count;
  return sum;
}
