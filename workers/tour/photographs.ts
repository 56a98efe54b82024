import { readFileSync } from "node:fs";
import path from "node:path";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import { TourFailure } from "./step";

export type Pair = { images: readonly [Uint8Array, Uint8Array]; what: string; samePerson: boolean | null };

/**
 * The two photographs to compare: those that were named, or two of one man out of the picture that
 * `@vladmandic/human` ships.
 *
 * @param files paths as typed; relative to where they were typed
 */
export async function photographs(files: readonly string[]): Promise<Pair> {
  const [one, other] = files;
  if (one !== undefined && other !== undefined) {
    return { images: [readImage(one), readImage(other)], what: `${one} and ${other}`, samePerson: null };
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

function readImage(file: string): Uint8Array {
  const whole = path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
  try {
    return readFileSync(whole);
  } catch {
    throw new TourFailure(`cannot read the photograph ${whole}`);
  }
}
