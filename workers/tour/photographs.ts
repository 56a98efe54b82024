import { readFileSync } from "node:fs";
import path from "node:path";
import { engineEnv } from "#lib/platform/env";
import { createFaceEngine } from "#lib/recognition/engine";
import type { Refused } from "#lib/recognition/face";
import { refusalWords } from "#lib/recognition/refusal-words";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import { TourFailure } from "./step";

export type Pair = { images: readonly [Uint8Array, Uint8Array]; what: string; samePerson: boolean | null };

/**
 * The two photographs to compare: those that were named, or two of one man out of the picture that
 * `@vladmandic/human` ships.
 *
 * @param files paths as typed; relative to where they were typed
 * @throws TourFailure for a file that cannot be read, and for what the API would refuse as a picture to compare
 */
export async function photographs(files: readonly string[]): Promise<Pair> {
  const [one, other] = files;
  if (one !== undefined && other !== undefined) {
    const images = [readImage(one), readImage(other)] as const;
    await requireFaces([one, images[0]], [other, images[1]]);
    return { images, what: `${one} and ${other}`, samePerson: null };
  }
  const { samePerson } = await samplePhotographs();
  const [pair] = samePerson;
  if (pair === undefined) throw new TourFailure("the sample photographs are missing");
  return {
    images: [pair[0].jpeg, pair[1].jpeg],
    what: "two shipped photographs of one man",
    samePerson: true,
  };
}

/** With the engine that the workers use: before a case is opened and a key is made for pictures that no answer can come of. */
async function requireFaces(
  ...pictures: readonly (readonly [file: string, image: Uint8Array])[]
): Promise<void> {
  const engine = await createFaceEngine({ runtime: engineEnv().RECOGNITION_RUNTIME });
  try {
    for (const [file, image] of pictures) {
      const found = await engine.embed(image);
      if (!found.ok) throw new TourFailure(`${file} ${refusalWords(found)}${inBrackets(found)}`);
    }
  } finally {
    await engine.close();
  }
}

function inBrackets({ refusal, reasons }: Refused): string {
  return refusal === "quality_too_low" ? ` (${reasons.join(", ").replaceAll("_", " ")})` : "";
}

function readImage(file: string): Uint8Array {
  const whole = path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
  try {
    return readFileSync(whole);
  } catch {
    throw new TourFailure(`cannot read the photograph ${whole}`);
  }
}
