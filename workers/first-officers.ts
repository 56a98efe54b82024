import { parseArgs } from "node:util";
import { closeDatabase } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { isOutage } from "#lib/platform/outage";
import { nameFirstOfficers } from "#lib/staff/first-officers";
import { findDatabase } from "./find-database";

const USAGE = `Names the two first officers of an installation that has no staff yet. Each becomes compliance officer by a
link of their own, of seven days; the two then name everyone else, at /operate/people. Works on the system that npm start
runs here (the same COUNTERSIGN_DATA, if you set it), or on the database that DATABASE_URL names.

  npm run first-officers -- <address> <address>            mails the links (needs MAIL_KEY and the portal's SMTP_URL)
  npm run first-officers -- <address> <address> --print    prints them, for you to hand each to its person

Again with the same two addresses: another link for whoever has not come.`;

/** The command, without the process around it. @throws AppError with what to do instead */
export async function firstOfficers(args: readonly string[]): Promise<string> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { print: { type: "boolean" } },
  });
  if (positionals.length !== 2) throw new AppError("invalid_request", USAGE);
  process.env.DATABASE_URL = await findDatabase(process.env);
  const by = values.print === true ? "hand" : "mail";
  const named = await nameFirstOfficers({ emails: positionals, by });
  return named.map(({ email, link }) => `${email}: ${link ?? "the link is in a mail to them"}`).join("\n");
}

function wordsOf(error: unknown): string {
  if (isOutage(error)) return "The database does not answer: is the system running?";
  return error instanceof Error ? error.message : String(error);
}

if (process.argv[1]?.endsWith("first-officers.ts")) {
  try {
    process.stdout.write(`${await firstOfficers(process.argv.slice(2))}\n`);
  } catch (error) {
    process.stderr.write(`${wordsOf(error)}\n`);
    process.exitCode = error instanceof AppError && error.code === "invalid_request" ? 2 : 1;
  } finally {
    await closeDatabase();
  }
}
