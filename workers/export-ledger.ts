import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { bundleText } from "#lib/ledger/bundle";
import { exportBundle } from "#lib/ledger/export-bundle";
import { closeDatabase } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { isOutage } from "#lib/platform/outage";
import { findDatabase } from "./find-database";

const USAGE = `Writes a bundle of the ledger that npm run verify-ledger judges without the database. Reads the
system that npm start runs here (the same COUNTERSIGN_DATA, if you set it), or the database that DATABASE_URL names.

  npm run export-ledger -- <bundle.json>                      everything
  npm run export-ledger -- <bundle.json> --subject ID         what concerns one id, and what it rests on
  npm run export-ledger -- <bundle.json> --from N --to N      entries N up to, not including, N`;

/**
 * The command, without the process around it.
 *
 * @param folder what a relative path is relative to
 * @throws AppError for an id or range that the ledger does not have; Error for a file that cannot be written, and
 * where no system is found
 */
export async function exportLedger(args: readonly string[], folder: string): Promise<string> {
  const options = { subject: { type: "string" }, from: { type: "string" }, to: { type: "string" } } as const;
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [file, ...more] = positionals;
  const { subject, from, to } = values;
  const isRange = from !== undefined && to !== undefined;
  const isClear = isRange ? subject === undefined : from === undefined && to === undefined;
  if (file === undefined || more.length > 0 || !isClear) throw new AppError("invalid_request", USAGE);

  process.env.DATABASE_URL = await findDatabase(process.env);
  const part = subject === undefined ? {} : { subjectId: subject };
  const bundle = await exportBundle(isRange ? { from: Number(from), to: Number(to) } : part);
  writeFileSync(path.resolve(folder, file), bundleText(bundle));
  return `${file}: ${bundle.entries.length} entries, ${bundle.checkpoints.length} checkpoints`;
}

function wordsOf(error: unknown): string {
  if (isOutage(error)) return "The database of the ledger does not answer: is the system still running?";
  return error instanceof Error ? error.message : String(error);
}

if (process.argv[1]?.endsWith("export-ledger.ts")) {
  try {
    const line = await exportLedger(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
    process.stdout.write(`${line}\n`);
  } catch (error) {
    process.stderr.write(`${wordsOf(error)}\n`);
    process.exitCode = error instanceof AppError && error.code === "invalid_request" ? 2 : 1;
  } finally {
    await closeDatabase();
  }
}
