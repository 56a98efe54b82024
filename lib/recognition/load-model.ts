import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { type ModelGraph, parseModelGraph } from "./model-graph";
import type { ModelSpec } from "./models";
import type { Network, Runtime } from "./runtime";

/** A model file is not the one that was measured: the process must not serve from it. */
export class ModelFileError extends Error {
  override readonly name = "ModelFileError";
}

/** Loads a model onto a runtime, repaired. @throws ModelFileError */
export async function loadModel(runtime: Runtime, spec: ModelSpec): Promise<Network> {
  return runtime.load(await readModel(spec), spec.outputs, spec.scale);
}

/** The graph of a model after its repairs. @throws ModelFileError when a file is missing or differs from its pin */
export async function readModel(spec: ModelSpec): Promise<ModelGraph> {
  const [topology, weights] = await Promise.all([
    readPinned(path.join(packageFolder(spec.package), "models", `${spec.file}.json`), spec.sha256.json),
    readPinned(path.join(packageFolder(spec.package), "models", `${spec.file}.bin`), spec.sha256.bin),
  ]);
  const graph = parseModelGraph(topology.toString("utf8"), weights);
  return spec.repairs.reduce((repaired, pass) => pass(repaired), graph);
}

/** Bytes of a file whose SHA-256 is as pinned. @throws ModelFileError */
export async function readPinned(file: string, sha256: string): Promise<Buffer> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ModelFileError(`${path.basename(file)} cannot be read`, { cause });
  });
  const actual = createHash("sha256").update(bytes).digest("hex");
  if (actual !== sha256) {
    throw new ModelFileError(
      `${path.basename(file)} is not the pinned file: SHA-256 ${actual}, expected ${sha256}`,
    );
  }
  return bytes;
}

/** Folder of an installed package. Human's `exports` map hides its own package.json: go up from its entry. */
export function packageFolder(name: ModelSpec["package"]): string {
  const require = createRequire(import.meta.url);
  return name === "@vladmandic/human"
    ? path.dirname(path.dirname(require.resolve(name)))
    : path.dirname(require.resolve(`${name}/package.json`));
}
