import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "prisma/config";

/**
 * Prisma's CLI downloads a native schema engine on install. Where that was not done or cannot be, prisma/engine
 * serves the same protocol from @prisma/schema-engine-wasm (docs/decisions/002-schema-engine.md).
 */
function hasNativeEngine(): boolean {
  const folder = path.resolve(import.meta.dirname, "node_modules/@prisma/engines");
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith("schema-engine-"));
}

if (!hasNativeEngine()) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve(
    import.meta.dirname,
    "prisma/engine/schema-engine.mjs",
  );
}

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://127.0.0.1:5432/countersign" },
});
