import path from "node:path";
import { runningUrl } from "#lib/platform/embedded-postgres/running-url";
import { EMBEDDED_DATABASE } from "./supervisor/database";
import { Refusal } from "./supervisor/refusal";

const PROJECT = path.resolve(import.meta.dirname, "..");

/**
 * The database for a command beside the system: the one that DATABASE_URL names, or that of the system which runs on
 * the data folder.
 *
 * @throws Refusal saying what to start or to set
 */
export async function findDatabase(variables: Record<string, string | undefined>): Promise<string> {
  const given = variables.DATABASE_URL?.trim();
  if (given) return given;
  const folder = path.resolve(PROJECT, variables.COUNTERSIGN_DATA?.trim() || ".data");
  const found = await runningUrl(path.join(folder, "postgres"), EMBEDDED_DATABASE).catch((error) => {
    throw new Refusal(`The data folder ${folder} cannot be read by this user (${codeOf(error)}).`);
  });
  if (found !== undefined) return found;
  throw new Refusal(
    `No system runs on ${folder}. Start one with \`npm start\` (the same COUNTERSIGN_DATA, if you set it), or set DATABASE_URL to the database of yours.`,
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
