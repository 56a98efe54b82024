import { accessSync, constants } from "node:fs";
import path from "node:path";
import { describe } from "vitest";
import PROGRAMS from "./programs.json";

/** Programs that some tests drive and npm does not bring. `bin/test.mjs` says at the end which were missing. */
export type Program = keyof typeof PROGRAMS;

/** In CI nothing may be skipped silently: what is missing fails there. */
export function mustRunAll(): boolean {
  return isOn(process.env.CI) || isOn(process.env.COUNTERSIGN_REQUIRE_ALL);
}

/** Like `describe`, for tests that drive a program: skipped where it is missing, unless everything must run. */
export function describeWith(program: Program): typeof describe.skip {
  return findProgram(program) === undefined && !mustRunAll() ? describe.skip : describe;
}

/**
 * The program's path.
 *
 * @throws Error naming what to install
 */
export function requireProgram(program: Program): string {
  const found = findProgram(program);
  if (found === undefined) {
    const { install, variable } = PROGRAMS[program];
    throw new Error(`${program} is missing: ${install}, or set ${variable}.`);
  }
  return found;
}

export function findProgram(program: Program): string | undefined {
  const { variable, names } = PROGRAMS[program];
  const given = process.env[variable] ?? "";
  if (given !== "") return given;
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin", "/usr/local/bin"];
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return path.isAbsolute(file);
  } catch {
    return false;
  }
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}
