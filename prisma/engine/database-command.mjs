import pg from "pg";
import { connectionOf, databaseOf, withDatabase } from "./connection.mjs";
import { log } from "./log.mjs";

const UNREACHABLE = new Set(["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH"]);

/**
 * `cli can-connect-to-database | create-database | drop-database`, as the native engine does them.
 *
 * @param {string} command
 * @param {string} url
 * @returns {Promise<number>} exit code
 */
export async function runDatabaseCommand(command, url) {
  log("INFO", "Starting schema engine CLI (wasm)"); // the CLI skips the first line of stderr
  const { connectionString } = connectionOf(url).pool;
  const name = databaseOf(connectionString);
  const maintenance = withDatabase(connectionString, "postgres");
  try {
    if (command === "can-connect-to-database") await run(connectionString);
    else if (command === "create-database")
      await run(maintenance, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    else if (command === "drop-database")
      await run(maintenance, `DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    else throw new Error(`unknown command ${command}`);
    log("INFO", "ok");
    return 0;
  } catch (error) {
    const cause = error instanceof AggregateError ? error.errors[0] : error;
    log("ERROR", cause.message, { is_panic: false, error_code: prismaCode(cause) });
    return 1;
  }
}

async function run(connectionString, sql) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    if (sql !== undefined) await client.query(sql);
  } finally {
    await client.end();
  }
}

// https://www.prisma.io/docs/orm/reference/error-reference: the CLI decides by these, e.g. to create the database.
function prismaCode({ code, message }) {
  if (UNREACHABLE.has(code) || /timeout/i.test(message)) return "P1001";
  if (code === "28P01" || code === "28000") return "P1000";
  if (code === "3D000") return "P1003";
  if (code === "42P04") return "P1009";
  if (code === "42501") return "P1010";
  return "";
}
