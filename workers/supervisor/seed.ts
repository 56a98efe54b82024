import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DataFolder } from "./data-folder";
import { environmentFor, type PlanInput } from "./plan-processes";
import { Refusal } from "./refusal";

/** What a new installation is filled from. */
const SOURCES = ["prisma/packs", "prisma/samples", "prisma/seed.ts", "prisma/seed-cases.ts"];

/**
 * Loads the policy pack, and in the demo its people, unless this data folder has seen to it for this database
 * from the same sources. Doing it again changes nothing; not doing it makes a start faster.
 *
 * @returns whether it ran
 */
export async function seedOnce(folder: DataFolder, input: PlanInput): Promise<boolean> {
  const note = folder.in("run/seeded");
  const wanted = sourcesDigest(input);
  if (existsSync(note) && readFileSync(note, "utf8") === wanted) return false;
  await runSeed(input);
  writeFileSync(note, wanted, { mode: 0o600 });
  return true;
}

function sourcesDigest({ project, settings }: PlanInput): string {
  const hash = createHash("sha256").update(`${settings.mode} ${settings.databaseUrl ?? "embedded"}\n`);
  const files = SOURCES.map((source) => path.join(project, source)).flatMap((source) =>
    path.extname(source) === ".ts" ? [source] : readdirSync(source).map((name) => path.join(source, name)),
  );
  for (const file of files.sort()) hash.update(readFileSync(file));
  return hash.digest("hex");
}

/** In a process of its own: the supervisor itself holds no settings and no connection of the system. */
function runSeed(input: PlanInput): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", path.join(input.project, "workers/seed.ts")], {
    cwd: input.project,
    env: environmentFor("seed", "seed", input),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Refusal(`The policy pack and the demo could not be loaded:\n${said.trim().slice(-2_000)}`),
        );
    });
  });
}
