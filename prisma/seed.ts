import path from "node:path";
import { seedPeople } from "#lib/identity/seed-people";
import { readPackFile } from "#lib/policy/read-pack-file";
import { releasePack } from "#lib/policy/release-pack";
import { seedBoard } from "./seed-board";
import { seedCases } from "./seed-cases";

const PACKS = path.resolve(import.meta.dirname, "packs");

/** Releases the policy pack that this version ships with. Doing it again changes nothing. */
export async function seedPolicy(): Promise<void> {
  await releasePack({ actor: "service", pack: await readPackFile(path.join(PACKS, "2026-11.json")) });
}

/** Fills the demo: its people, one a role, and a case for the queue. Doing it again changes nothing. */
export async function seedDemo(): Promise<void> {
  await seedPeople();
  await seedBoard();
  await seedCases();
}
