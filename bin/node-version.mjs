// Read by whatever Node is there, however old: nothing newer than Node 14 in this file and in what it imports.

/** Prisma's floors within the releases that have long-term support. */
const FLOORS = { 20: 19, 22: 12 };
const NEWER_FROM = 24;

/**
 * Whether this Node can run the project.
 *
 * @param {string} version as in `process.versions.node`, e.g. "20.19.0"
 * @returns {string | undefined} what to do about it when it cannot
 */
export function nodeVersionProblem(version) {
  const [major, minor] = version.split(".").map(Number);
  if (major >= NEWER_FROM || minor >= FLOORS[major]) return undefined;
  return [
    `Node ${version} is too old: Countersign needs 20.19 or newer (22.12 or newer of 22, or any from 24).`,
    "Get one from https://nodejs.org, or for one run: npx -y -p node@24 -c 'npm start'",
  ].join("\n");
}
