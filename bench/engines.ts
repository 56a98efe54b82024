import { createFaceEngine } from "#lib/recognition/engine";
import { RUNTIME_NAMES } from "#lib/recognition/runtime";
import type { OtherEngine } from "./others/other-engine";

/** Ours on each of its runtimes, the fastest first, then the others. */
export const ENGINES: readonly string[] = [
  ...RUNTIME_NAMES.map((name) => `ours:${name}`),
  "human-wasm",
  "face-api",
];

/**
 * All engines answer alike here: bytes in, embedding of the main face out. Only the one asked for is imported.
 *
 * @throws on a name that is not in `ENGINES`
 */
export async function loadEngine(name: string): Promise<OtherEngine> {
  if (name === "human-wasm") return loaded((await import("./others/human-wasm")).humanWasm());
  if (name === "face-api") return loaded((await import("./others/face-api")).faceApi());
  const runtime = RUNTIME_NAMES.find((known) => name === `ours:${known}`);
  if (runtime === undefined) throw new Error(`${name}: no such engine`);
  const engine = await createFaceEngine({ runtime });
  return {
    name,
    load: async () => {},
    describe: async (image) => {
      const answer = await engine.embedMain(image);
      return answer.ok ? { faces: 1, embedding: answer.embedding } : { faces: 0, embedding: null };
    },
    close: () => engine.close(),
  };
}

async function loaded(engine: OtherEngine): Promise<OtherEngine> {
  await engine.load();
  return engine;
}
