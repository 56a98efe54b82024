import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fingerprint } from "./fingerprint.mjs";
import { inProject } from "./project.mjs";
import { Refusal } from "./refusal.mjs";
import { lastLines, runTool } from "./run-tool.mjs";

const BUILDS = ".next/builds";
const SOURCES = [
  "app",
  "lib",
  "public",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const KEPT_UNUSED = 2;

/**
 * The folder of the portal's build from the sources as they are now. Each state of the sources has its own, so
 * that a build never pulls the files from under a portal that serves an older one.
 *
 * @returns {string} relative to the project
 */
export function buildFolder() {
  return `${BUILDS}/${fingerprint(SOURCES, (file) => !/\.(md|test\.tsx?)$/.test(file))}`;
}

/** @param {string} folder */
export function needsBuild(folder) {
  return !existsSync(inProject(`${folder}/countersign-built`));
}

/**
 * @param {string} folder
 * @param {(text: string) => void} say
 */
export async function buildPortal(folder, say) {
  say("building the portal (once for each state of its sources)");
  const command = [inProject("node_modules/next/dist/bin/next"), "build"];
  const env = { NEXT_DIST_DIR: folder, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await runTool(command, { say, doing: "building", env });
  if (code !== 0) throw new Refusal(`The portal could not be built:\n${lastLines(output, 40)}`);
  writeFileSync(inProject(`${folder}/countersign-built`), "");
  removeUnused(folder);
  say("portal built");
}

/** Marks the build as served by this process, so that nobody clears it away. */
export function markUsed(folder) {
  try {
    mkdirSync(inProject(folder), { recursive: true });
    writeFileSync(inProject(`${folder}/used-by-${process.pid}`), "");
  } catch {
    // A checkout that we may not write to is one that nobody builds in.
  }
}

function removeUnused(current) {
  const unused = readdirSync(inProject(BUILDS))
    .map((name) => `${BUILDS}/${name}`)
    .filter((folder) => folder !== current && !isUsed(folder))
    .sort((one, other) => madeAt(other) - madeAt(one));
  for (const folder of unused.slice(KEPT_UNUSED)) rmSync(inProject(folder), { recursive: true, force: true });
}

function isUsed(folder) {
  return readdirSync(inProject(folder))
    .filter((name) => name.startsWith("used-by-"))
    .some((name) => isAlive(Number(name.slice("used-by-".length))));
}

function madeAt(folder) {
  return statSync(path.join(inProject(folder))).mtimeMs;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
