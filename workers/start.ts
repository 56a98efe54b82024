import path from "node:path";
import { stopLeftServer } from "#lib/platform/embedded-postgres/stop-left-server";
import { openSecretsFolder } from "#lib/platform/secrets-folder";
import { migrateDatabase } from "./migrate";
import { type DataFolder, emptyDataFolder, openDataFolder } from "./supervisor/data-folder";
import { type Database, openEmbedded, openGiven } from "./supervisor/database";
import { requireFreePorts, requireListenHost } from "./supervisor/doors";
import { endLeftovers } from "./supervisor/leftovers";
import { type PlanInput, planProcesses } from "./supervisor/plan-processes";
import { openOwnWitness } from "./supervisor/plan-witness";
import { runUntilStopped } from "./supervisor/run-until-stopped";
import { seedOnce } from "./supervisor/seed";
import { readSettings, type StackSettings } from "./supervisor/settings";
import { onStopAsked, type StopAsked } from "./supervisor/stop-asked";

const PROJECT = path.resolve(import.meta.dirname, "..");

type Say = (text: string) => void;

/**
 * Starts the whole system on this machine and returns when it has been stopped.
 *
 * @param options.buildPortal gives the portal's build, relative to the project; undefined for `npm run dev`. Asked
 * only when nothing cheaper stands in the way of a start
 * @throws Refusal for whatever the person who starts it can put right
 */
export async function startStack(options: {
  flags: readonly string[];
  buildPortal: () => Promise<string | undefined>;
  say: Say;
}): Promise<void> {
  const { say } = options;
  const settings = readSettings(options.flags, process.env);
  await requireListenHost(settings.listenHost);
  const folder = openDataFolder(settings.dataFolder);
  const stopAsked = onStopAsked(say);
  let database: Database | undefined;
  try {
    await clearTheWay(settings, folder, say);
    database = await openDatabase(settings, folder, say);
    const secrets = openSecretsFolder(folder.in("secrets"), process.env);
    const build = await options.buildPortal();
    const witness = openOwnWitness(folder.in("witness"), settings);
    const plan = { settings, secrets, witness, databaseUrl: database.url, project: PROJECT, build };
    await fillDatabase(plan, folder, stopAsked, say);
    if (!stopAsked.already) await runUntilStopped(planProcesses(plan), plan, { folder, stopAsked, say });
  } catch (error) {
    // Ctrl-C reaches a build that is under way as well; that it failed is then no news.
    if (!stopAsked.already) throw error;
  } finally {
    try {
      await database?.stop();
    } finally {
      folder.release();
    }
  }
  say("stopped");
}

/** Ends what a killed start left, looks whether the doors can be opened, and empties the folder if asked to. */
async function clearTheWay(settings: StackSettings, folder: DataFolder, say: Say): Promise<void> {
  const ended = await endLeftovers(folder.in("run/children.json"));
  if (ended > 0) say(`ended ${ended} processes that an earlier start had left behind`);
  await requireFreePorts(settings);
  if (!settings.fresh) return;
  await stopLeftServer(folder.in("postgres"));
  emptyDataFolder(folder);
  say(`emptied ${folder.path}`);
}

function openDatabase(settings: StackSettings, folder: DataFolder, say: Say): Promise<Database> {
  return settings.databaseUrl === undefined
    ? openEmbedded(folder.in("postgres"), say)
    : openGiven(settings.databaseUrl);
}

async function fillDatabase(
  plan: PlanInput,
  folder: DataFolder,
  stopAsked: StopAsked,
  say: Say,
): Promise<void> {
  const applied = await migrateDatabase(plan.databaseUrl);
  say(applied === 0 ? "database is up to date" : `${applied} migrations applied`);
  if (stopAsked.already) return;
  if (await seedOnce(folder, plan)) {
    say(plan.settings.mode === "demo" ? "policy pack and demo people loaded" : "policy pack loaded");
  }
}
