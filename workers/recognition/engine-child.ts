import { engineEnv } from "#lib/platform/env";
import { createFaceEngine, type FaceEngine } from "#lib/recognition/engine";
import { selfTest } from "#lib/recognition/self-test";
import { recogniseWith } from "./answer";
import type { EngineReply, EngineRequest } from "./engine-messages";

// One engine in a process of its own: a picture that breaks a decoder takes this process with it and nothing else.
// It is given pictures and thresholds, and neither database, storage nor any secret.

// The worker decides when we stop: Ctrl-C reaches the whole group, and work in hand is to be finished.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
process.on("disconnect", () => process.exit(0));

const engine = await fitEngine();
if (engine !== null) {
  const recognise = recogniseWith(engine);
  process.on("message", ({ id, work }: EngineRequest) => {
    recognise(work).then(
      (outcome) => reply({ kind: "outcome", id, outcome, rssBytes: process.memoryUsage.rss() }),
      (error: unknown) => reply({ kind: "error", id, message: wordsOf(error) }),
    );
  });
  reply({ kind: "ready", runtime: engine.runtime });
}

async function fitEngine(): Promise<FaceEngine | null> {
  try {
    const made = await createFaceEngine({
      runtime: engineEnv().RECOGNITION_RUNTIME,
      // Those of the self-test too: the worker does not look for them before we are ready.
      onPicture: () => reply({ kind: "picture" }),
    });
    const tested = await selfTest(made);
    if (tested.ok) return made;
    reply({ kind: "unfit", reason: tested.reason });
  } catch (error) {
    reply({ kind: "unfit", reason: wordsOf(error) });
  }
  return null;
}

function reply(message: EngineReply): void {
  process.send?.(message);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
