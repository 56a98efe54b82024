import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root, wherever the command was started from. */
export const PROJECT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/**
 * A path inside the project.
 *
 * @param {string} relative
 */
export function inProject(relative) {
  return path.join(PROJECT, relative);
}

/** Settings that hold paths mean the project's root by "relative", not the folder that one happens to be in. */
export function settlePaths() {
  process.env.COUNTERSIGN_DATA = path.resolve(PROJECT, process.env.COUNTERSIGN_DATA || ".data");
  const calibration = process.env.CALIBRATION_FILE?.trim();
  if (calibration) process.env.CALIBRATION_FILE = path.resolve(PROJECT, calibration);
}
