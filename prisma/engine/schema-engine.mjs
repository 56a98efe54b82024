#!/usr/bin/env node
// Stands in for Prisma's native `schema-engine` (PRISMA_SCHEMA_ENGINE_BINARY): the same arguments and the
// same JSON-RPC on stdio, served by the official @prisma/schema-engine-wasm through @prisma/adapter-pg.
// Why it exists, and when to delete it: docs/decisions/002-schema-engine.md.
import { readFileSync } from "node:fs";
import { argumentOf, argumentsOf } from "./arguments.mjs";
import { runDatabaseCommand } from "./database-command.mjs";
import { engineVersion } from "./load-engine.mjs";
import { serveRpc } from "./rpc.mjs";

const given = process.argv.slice(2);
process.on("SIGTERM", () => process.exit(0));

if (given.includes("--version") || given.includes("-V")) {
  process.stdout.write(`schema-engine-wasm ${engineVersion()}\n`);
} else {
  const datasource = JSON.parse(argumentOf(given, "--datasource") ?? "{}");
  const command = argumentOf(given, "cli");
  if (command !== undefined) {
    process.exitCode = await runDatabaseCommand(command, datasource.url);
  } else {
    const models = argumentsOf(given, "--datamodels").map((file) => [file, readFileSync(file, "utf8")]);
    serveRpc({ input: process.stdin, output: process.stdout, datasource, models });
  }
}
