import { parseArgs } from "node:util";
import { listPictures } from "#lib/recognition/calibrate/list-pictures";

export const USAGE = `usage: npm run bench:engine [-- --quick] [-- --json] [-- --faces DIR]

Speed, memory and accuracy of the engine on this machine, beside stock Human and face-api. About ten minutes, and as many
again for search among a million faces: leave the machine alone meanwhile.

  --quick      under 45 seconds: short, without 4000×3000 for the slow engines, and whatever there is no time for
  --json       end with one line of JSON
  --faces DIR  also EER and TAR on a folder of pictures per identity, as npm run calibrate takes it`;

/** Something given that cannot be used. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}

export type EngineBenchOptions = { quick: boolean; json: boolean; faces: string | null; help: boolean };

/** @throws Unusable with a sentence that says what is wrong */
export async function readEngineOptions(argv: readonly string[]): Promise<EngineBenchOptions> {
  const { quick = false, json = false, help = false, faces } = parse(argv);
  if (faces !== undefined) {
    const listed = await listPictures(faces);
    if (!listed.ok) throw new Unusable(`${faces}: ${listed.problem}`);
  }
  return { quick, json, help, faces: faces ?? null };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        quick: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean" },
        faces: { type: "string" },
      },
    }).values;
  } catch (cause) {
    throw new Unusable(`${cause instanceof Error ? cause.message : "options that are not known"}\n${USAGE}`);
  }
}
