import { listPictures } from "#lib/recognition/calibrate/list-pictures";
import { groupsFault, type LabelledSet } from "./labelled-set";

/**
 * Reads a set from folders: one for each group of people, in it one for each subject, in it the pictures. What lies
 * elsewhere has no group or no subject, and refuses the whole set rather than being left out of it.
 *
 * @returns the pictures in the order of their paths, or a sentence for the person at the terminal, with the path at fault
 */
export async function readGroupFolders(folder: string): Promise<LabelledSet> {
  const listed = await listPictures(folder);
  if (!listed.ok) return listed;
  const astray = listed.pictures.find(({ path }) => path.split("/").length !== DEPTH);
  if (astray !== undefined) {
    return { ok: false, problem: `${astray.path} does not lie as group/subject/picture` };
  }
  // The identity is the whole path of its folder: one name in two groups is two people.
  const pictures = listed.pictures.map((picture) => ({
    ...picture,
    group: picture.path.slice(0, picture.path.indexOf("/")),
  }));
  const problem = groupsFault(new Set(pictures.map(({ group }) => group)));
  return problem === null ? { ok: true, pictures, skipped: listed.skipped } : { ok: false, problem };
}

/** Group, subject, picture. */
const DEPTH = 3;
