import { accessSync, constants, readFileSync } from "node:fs";
import path from "node:path";
import { inProject } from "./project.mjs";

const PROGRAMS = JSON.parse(readFileSync(inProject("tests/support/programs.json"), "utf8"));

/**
 * The last line of a test run, which CI systems read.
 *
 * @param {{ passed: number, failed: number, skipped: number }} tally
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * A line for each program without which tests were left out.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {string[]}
 */
export function missingPrograms(env) {
  const folders = [...(env.PATH ?? "").split(path.delimiter), "/usr/bin", "/usr/local/bin"];
  return Object.values(PROGRAMS)
    .filter(({ variable, names }) => {
      if ((env[variable] ?? "") !== "") return false;
      return !folders.some((folder) => names.some((name) => isExecutable(path.join(folder, name))));
    })
    .map(({ what, variable, install }) => `Left out: ${what}. For them: ${install}, or set ${variable}.`);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
