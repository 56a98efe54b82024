import { buildFolder, buildPortal, markUsed, needsBuild } from "./build-portal.mjs";
import { generateClient, needsClient } from "./generate-client.mjs";
import { installPackages, needsInstall } from "./install-packages.mjs";
import { whileAlone } from "./lock.mjs";
import { nodeVersionProblem } from "./node-version.mjs";
import { settlePaths } from "./project.mjs";
import { Refusal } from "./refusal.mjs";

/**
 * Makes a checkout ready to run, doing only what is missing: packages, then the database client.
 *
 * @param {{ say: (text: string) => void }} options
 * @throws Refusal for what the person at the keyboard can put right
 */
export async function bootstrap({ say }) {
  const problem = nodeVersionProblem(process.versions.node);
  if (problem !== undefined) throw new Refusal(problem);
  settlePaths();
  if (needsInstall()) await whileAlone(say, async () => needsInstall() && installPackages(say));
  if (needsClient()) await whileAlone(say, async () => needsClient() && generateClient(say));
}

/**
 * The portal's build from the sources as they are, made when there is none yet.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<string>} its folder, relative to the project
 * @throws Refusal with what the build said
 */
export async function builtPortal(say) {
  const build = buildFolder();
  markUsed(build);
  if (needsBuild(build)) {
    await whileAlone(say, async () => {
      if (!needsBuild(build)) return;
      await buildPortal(build, say);
      markUsed(build); // a build begins by emptying its folder
    });
  }
  return build;
}
