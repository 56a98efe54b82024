import { type Description, embedPictures } from "#lib/recognition/calibrate/embed-pictures";
import { listPictures } from "#lib/recognition/calibrate/list-pictures";
import { measureErrors } from "#lib/recognition/calibrate/measure-errors";
import { loadEngine } from "./engines";
import type { Accuracy } from "./results";

/**
 * How well an engine tells the people in a folder apart, as `npm run calibrate` measures it: main face, all pairs.
 *
 * @throws when the folder cannot be measured on, with a sentence that says why
 */
export async function measureAccuracy(name: string, folder: string): Promise<Accuracy> {
  const listed = await listPictures(folder);
  if (!listed.ok) throw new Error(`${folder}: ${listed.problem}`);
  const engine = await loadEngine(name);
  const describe = async (image: Uint8Array): Promise<Description> => {
    const { embedding } = await engine.describe(image);
    return embedding === null ? { ok: false, why: "no_face" } : { ok: true, embedding, measures: {} };
  };
  const { samples, missed, pictures } = await embedPictures(folder, listed.pictures, describe);
  await engine.close();
  const measured = measureErrors(samples);
  if (measured === null) throw new Error(`${name} finds too few faces to compare`);
  const { eer, tarAtFar, rank1, genuine, impostor, found } = measured;
  return {
    engine: name,
    pictures,
    found,
    eer: eer.rate,
    tar_at_far: Object.fromEntries(tarAtFar.map(({ far, tar }) => [String(far), tar])),
    rank1: rank1?.rate ?? null,
    genuine,
    impostor,
    intervals: {
      eer: [...eer.rate95],
      tar_at_far: Object.fromEntries(tarAtFar.map(({ far, tar95 }) => [String(far), [...tar95]])),
    },
    missed: missed.map((picture) => picture.path),
  };
}
