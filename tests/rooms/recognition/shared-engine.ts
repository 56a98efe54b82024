import { afterAll, beforeAll } from "vitest";
import { createFaceEngine, type FaceEngine } from "#lib/recognition/engine";
import { type SamplePhotographs, samplePhotographs } from "#lib/recognition/sample-photographs";

/** One engine and one cut of the sheet for a test file: loading takes longer than most tests. Call at its top. */
export function sharedEngine(): { engine: () => FaceEngine; samples: () => SamplePhotographs } {
  let loaded: { engine: FaceEngine; samples: SamplePhotographs } | undefined;
  const get = () => {
    if (!loaded) throw new Error("only inside a test");
    return loaded;
  };
  beforeAll(async () => {
    loaded = { engine: await createFaceEngine(), samples: await samplePhotographs() };
  });
  afterAll(() => get().engine.close());
  return { engine: () => get().engine, samples: () => get().samples };
}

/** What the caller expected to be there. */
export function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("expected a value");
  return value;
}
