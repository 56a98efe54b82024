import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { inProject } from "./project.mjs";

/**
 * One digest over files and folders of the project, by name and content. What does not exist counts as absent.
 *
 * @param {readonly string[]} places relative to the project
 * @param {(file: string) => boolean} [wanted]
 * @returns {string} 16 hex digits
 */
export function fingerprint(places, wanted = () => true) {
  const hash = createHash("sha256");
  const files = places.flatMap((place) => filesUnder(place)).filter(wanted);
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(inProject(file)))
      .update("\0");
  return hash.digest("hex").slice(0, 16);
}

/** @returns {string[]} */
function filesUnder(place) {
  const full = inProject(place);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [place];
  return readdirSync(full).flatMap((name) => filesUnder(path.join(place, name)));
}
