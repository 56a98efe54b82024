import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inProject, PROJECT } from "./project.mjs";
import { Refusal } from "./refusal.mjs";
import { lastLines, runTool } from "./run-tool.mjs";

const LOCKFILE = inProject("package-lock.json");
const STAMP = inProject("node_modules/.countersign-lockfile");
/** npm's own record of what it installed last. */
const INSTALLED = inProject("node_modules/.package-lock.json");

/** Whether node_modules is missing or from another lockfile. */
export function needsInstall() {
  if (!existsSync(INSTALLED)) return true;
  if (existsSync(STAMP)) return readFileSync(STAMP, "utf8") !== lockfileDigest();
  // Installed by hand: npm writes its record after it has read the lockfile.
  return statSync(INSTALLED).mtimeMs < statSync(LOCKFILE).mtimeMs;
}

/**
 * `npm ci`, with the npm that started us when there is one.
 *
 * @param {(text: string) => void} say
 * @throws Refusal with npm's last words
 */
export async function installPackages(say) {
  say("installing packages (half a minute or so the first time)");
  const digest = lockfileDigest();
  // Development packages too: `npm test` and `npm run check` come from the same folder.
  const command = [npmProgram(), "ci", "--include=dev", "--no-fund", "--no-audit"];
  // Its CPU binaries are in the package; what an npm without `allowScripts` would let it fetch is for graphics cards.
  const env = { ONNXRUNTIME_NODE_INSTALL: "skip" };
  const { code, output } = await runTool(command, { say, doing: "installing", env });
  if (code !== 0) throw new Refusal(whyNot(output));
  writeFileSync(STAMP, digest);
  say("packages installed");
}

function whyNot(output) {
  if (output.includes("ENOSPC"))
    return `No space left on the disk of ${PROJECT}: the packages need about 2 GB.`;
  if (/EACCES|EROFS|EPERM/.test(output))
    return `The packages cannot be installed, ${PROJECT} is not writable for this user:\n${lastLines(output)}`;
  return `The packages could not be installed:\n${lastLines(output)}`;
}

function npmProgram() {
  const given = process.env.npm_execpath;
  if (given !== undefined && /npm-cli\.c?js$/.test(given)) return given;
  const beside = path.join(path.dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
  const shared = "/usr/share/nodejs/npm/bin/npm-cli.js";
  const found = [beside, shared, ...fromPath()].find((file) => existsSync(file));
  if (found === undefined) throw new Refusal("npm was not found; install it, then start again.");
  return found;
}

function fromPath() {
  return (process.env.PATH ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, "../lib/node_modules/npm/bin/npm-cli.js"));
}

function lockfileDigest() {
  return createHash("sha256").update(readFileSync(LOCKFILE)).digest("hex");
}
