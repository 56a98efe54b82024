import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { adapterFactory } from "./adapter.mjs";

const require = createRequire(import.meta.url);
const packageFolder = path.dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));

// `diff --from-empty` and the like come without a datasource; the engine asks for an adapter all the same.
const NO_DATASOURCE = { url: "postgresql://127.0.0.1:5432/postgres" };

export function engineVersion() {
  return JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")).version;
}

/**
 * Instantiates the WebAssembly engine by hand: the package's own entry is made for bundlers.
 *
 * @param {{ url?: string, shadowDatabaseUrl?: string }} datasource
 * @param {[string, string][]} models file name and text of each .prisma file
 */
export async function loadEngine(datasource, models) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      throw new Error(`schema-engine-wasm panicked: ${message}`);
    },
  };
  const runtime = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = new WebAssembly.Module(readFileSync(path.join(packageFolder, "schema_engine_bg.wasm")));
  const instance = new WebAssembly.Instance(wasm, { "./schema_engine_bg.js": runtime });
  runtime.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();

  const source = datasource.url === undefined ? NO_DATASOURCE : datasource;
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory(source));
  const options = { datamodels: models.length > 0 ? models : undefined };
  return runtime.SchemaEngine.new(options, () => {}, adapter);
}
