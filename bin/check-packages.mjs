import { readFileSync } from "node:fs";
import { inProject } from "./project.mjs";

/** Earlier ones have known holes that reach us: remote code in Next, image parsers in sharp. */
const FLOORS = { next: "16.4.5", sharp: "0.35.5" };

/** @returns {{ packages: Record<string, LockedPackage> }} the lockfile */
export function readLockfile() {
  return JSON.parse(readFileSync(inProject("package-lock.json"), "utf8"));
}

/**
 * @typedef {{ version?: string, optionalDependencies?: Record<string, string>, integrity?: string, resolved?: string,
 *   link?: boolean, hasInstallScript?: boolean, os?: string[] }} LockedPackage
 */

/**
 * Locked packages below their floor, wherever in the tree they are.
 *
 * @param {{ packages: Record<string, LockedPackage> }} lockfile
 * @returns {string[]}
 */
export function belowFloor({ packages }) {
  return Object.entries(packages).flatMap(([place, { version = "0.0.0" }]) => {
    const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    const floor = Object.hasOwn(FLOORS, name) ? FLOORS[name] : undefined;
    return floor === undefined || isAtLeast(version, floor) ? [] : [`${place} is ${version}, below ${floor}`];
  });
}

/**
 * Versions in package.json that are not exact: what was tested is what is installed.
 *
 * @param {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string> }} manifest
 * @returns {string[]}
 */
export function inexactVersions({ dependencies = {}, devDependencies = {} }) {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))
    .map(([name, version]) => `${name} is pinned as ${version}, which is not one version`);
}

/**
 * Optional dependencies, such as the binaries of other platforms, that the lockfile lacks: npm leaves out silently
 * what its registry does not serve, and `npm ci` then fails on the machine that needs it.
 *
 * @param {{ packages: Record<string, LockedPackage> }} lockfile
 * @returns {string[]}
 */
export function missingOptional({ packages }) {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !foldersUpwards(place).some((folder) => packages[`${folder}node_modules/${name}`]))
      .map((name) => `${place || "the project"} wants ${name}`),
  );
}

/**
 * Locked packages whose bytes are not pinned by a SHA-512, or that come from elsewhere than the registry: the lockfile is
 * written without the registry's own addresses, so that any address in it is another place.
 *
 * @param {{ packages: Record<string, LockedPackage> }} lockfile
 * @returns {string[]}
 */
export function untrustedSources({ packages }) {
  return Object.entries(packages).flatMap(([place, { integrity = "", resolved, link = false }]) => {
    if (place === "") return [];
    if (resolved !== undefined || link)
      return [`${place} comes from ${resolved ?? "a folder"}, not from the registry`];
    return integrity.startsWith("sha512-") ? [] : [`${place} is not pinned by a SHA-512`];
  });
}

/**
 * Locked packages that want to run a script when they are installed and of which nobody has said whether they may.
 * Binaries for one platform go by the package that chooses among them.
 *
 * @param {{ packages: Record<string, LockedPackage> }} lockfile
 * @param {{ allowScripts?: Record<string, boolean> }} manifest
 * @returns {string[]}
 */
export function undecidedScripts({ packages }, { allowScripts = {} }) {
  return Object.entries(packages).flatMap(([place, { hasInstallScript = false, os }]) => {
    const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    const isDecided = !hasInstallScript || os !== undefined || Object.hasOwn(allowScripts, name);
    return isDecided
      ? []
      : [`${place} has an install script that allowScripts in package.json does not name`];
  });
}

/** Where Node looks for what a package imports: its own folder, then each one that holds it. */
function foldersUpwards(place) {
  const folders = [""];
  for (let at = place; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    folders.push(`${at}/`);
    if (!at.includes("/node_modules/")) break;
  }
  return folders;
}

function isAtLeast(version, floor) {
  const [one, other] = [version, floor].map((text) => text.split("-")[0].split(".").map(Number));
  for (const at of [0, 1, 2]) {
    if (one[at] !== other[at]) return one[at] > other[at];
  }
  return !version.includes("-"); // a pre-release comes before its release
}
