// node bin/run.mjs FILE [ARGUMENT…]: runs one of the project's TypeScript programs, after whatever set-up is missing.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bootstrap } from "./bootstrap.mjs";
import { progressTo } from "./progress.mjs";
import { inProject } from "./project.mjs";
import { giveUp, Refusal } from "./refusal.mjs";

const [file, ...rest] = process.argv.slice(2);
try {
  if (file === undefined) throw new Refusal("usage: node bin/run.mjs FILE [ARGUMENT…]");
  // Set-up talks on stderr: what the program prints may be read by another program.
  await bootstrap({ say: progressTo(process.stderr) });
  // npm changes into the project; paths that a person types mean the folder in which they typed them.
  if (process.env.npm_lifecycle_event !== undefined && process.env.INIT_CWD !== undefined) {
    process.chdir(process.env.INIT_CWD);
  }
  const program = inProject(file);
  process.argv = [process.execPath, path.resolve(program), ...rest];
  const { register } = await import("tsx/esm/api");
  register();
  await import(pathToFileURL(program).href);
} catch (error) {
  giveUp(error);
}
