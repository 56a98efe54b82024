import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const MUTANTS = JSON.parse(readFileSync(new URL("./mutants.json", import.meta.url), "utf8"));
const mutant = MUTANTS[process.env.COUNTERSIGN_MUTANT ?? ""];
const project = new URL("../../", import.meta.url);
const target = mutant === undefined ? undefined : new URL(mutant.file, pathToFileURL(project.pathname)).href;

/** Node's hook: tsx, which is registered later, asks for the text here and translates what it is given. */
export async function load(url, context, next) {
  if (target === undefined || url.split("?")[0] !== target) return next(url, context);
  const source = mutate(readFileSync(new URL(url), "utf8"), mutant);
  return { format: "module", source, shortCircuit: true };
}

/** @throws where the text that it changes is not there exactly once: a mutant that changes nothing shows nothing */
function mutate(text, { find, replace, file }) {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times what the mutant changes`);
  return parts.join(replace);
}
