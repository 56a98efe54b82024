import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { connectionOf, withDatabase } from "./connection.mjs";

const OID_CHAR = 18;
const OID_TEXT = 25;

/**
 * What the engine opens databases with.
 *
 * @param {{ url: string, shadowDatabaseUrl?: string }} datasource
 * @returns {import("@prisma/driver-adapter-utils").SqlMigrationAwareDriverAdapterFactory}
 */
export function adapterFactory({ url, shadowDatabaseUrl }) {
  const { pool, schema } = connectionOf(url);
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => open(pool, { schema }),
    connectToShadowDb: () =>
      shadowDatabaseUrl === undefined || shadowDatabaseUrl === ""
        ? openThrowaway(pool)
        : open(connectionOf(shadowDatabaseUrl).pool, {}),
  };
}

async function open(settings, options, afterwards) {
  const pool = new pg.Pool(settings);
  const adapter = forMigrations(await new PrismaPg(pool, options).connect(), pool);
  adapter.dispose = async () => {
    await pool.end();
    await afterwards?.();
  };
  return adapter;
}

async function openThrowaway(settings) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await once(settings, `CREATE DATABASE "${name}"`);
  const connectionString = withDatabase(settings.connectionString, name);
  return open({ ...settings, connectionString }, {}, () =>
    once(settings, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  );
}

async function once(settings, sql) {
  const client = new pg.Client(settings);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * Closes two gaps of @prisma/adapter-pg 7.10 that only migrations meet: it cannot decode PostgreSQL's internal
 * "char" (OID 18), which the engine's catalogue queries return, and its executeScript() splits at semicolons,
 * which breaks functions, DO blocks and literals. The simple query protocol takes a script whole.
 */
function forMigrations(adapter, pool) {
  const { queryRaw, performIO } = adapter;
  adapter.queryRaw = async (query) => {
    const charColumns = [];
    const view = Object.create(adapter, {
      performIO: {
        value: async (statement) => {
          const result = await performIO.call(adapter, statement);
          result.fields.forEach((field, at) => {
            if (field.dataTypeID !== OID_CHAR) return;
            charColumns.push(at);
            field.dataTypeID = OID_TEXT;
          });
          return result;
        },
      },
    });
    const result = await queryRaw.call(view, query);
    for (const at of charColumns) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}
