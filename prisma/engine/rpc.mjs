import { createInterface } from "node:readline";
import { loadEngine } from "./load-engine.mjs";
import { log } from "./log.mjs";

// The native engine's code for a known error; the CLI then reads `data`.
const ENGINE_ERROR = 4466;
const METHOD_NAMES = { getDatabaseVersion: "version" };

/** Answers JSON-RPC lines, one after the other, until the input ends. */
export function serveRpc({ input, output, datasource, models }) {
  log("INFO", "Starting schema engine RPC server (wasm)");
  const send = (message) => output.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  let engine;
  let printId = 1_000_000;

  async function answer({ method, params }) {
    // Only asked for SQLite-like stores; `cli create-database` has done it for PostgreSQL.
    if (method === "createDatabase") return { databaseName: "" };
    engine ??= await loadEngine(datasource, models);
    const result = await engine[METHOD_NAMES[method] ?? method](params);
    if (method !== "diff") return result ?? null;

    // The native engine prints a diff through a request of its own and answers with the exit code alone.
    if (result.stdout) {
      printId += 1;
      send({ id: printId, method: "print", params: { content: result.stdout.replace(/\n$/, "") } });
    }
    return { exitCode: result.exitCode };
  }

  let queue = Promise.resolve();
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", (line) => {
    const message = JSON.parse(line);
    if (message.method === undefined) return; // the CLI's acknowledgement of a print
    queue = queue.then(async () => {
      try {
        send({ id: message.id, result: await answer(message) });
      } catch (error) {
        send({ id: message.id, error: problem(error) });
      }
    });
  });
  lines.on("close", () => queue.finally(() => process.exit(0)));
}

function problem(error) {
  return {
    code: ENGINE_ERROR,
    message: "An error happened. Check the data field for details.",
    data: {
      is_panic: false,
      message: error?.message ?? String(error),
      error_code: error?.code,
      meta: error?.meta,
    },
  };
}
