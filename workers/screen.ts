import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { FieldError } from "#lib/platform/errors";
import { checkApplication } from "#lib/policy/check-application";
import { dayOf, isDay } from "#lib/policy/days";
import { fieldErrors } from "#lib/policy/field-errors";
import { type LegalFact, legalFacts } from "#lib/policy/legal-fact";
import type { PolicyPack } from "#lib/policy/pack";
import { PackFileError, readPackFile } from "#lib/policy/read-pack-file";
import { screen } from "#lib/policy/screen";

const USAGE = "usage: npm run --silent screen -- FILE… [--facts FILE] [--on DATE] [--pack FILE]";
const DEFAULT_PACK = fileURLToPath(new URL("../prisma/packs/2026-11.json", import.meta.url));
const EXIT_UNUSABLE = 2;

/** Something given that cannot be used: a file, a date, an option. */
class Unusable extends Error {
  override readonly name = "Unusable";

  constructor(
    message: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(message);
  }
}

type Settings = { pack: PolicyPack; facts: readonly LegalFact[]; on: string };

/** Relative paths are those of the folder where npm was called, not of the package. */
function fromCaller(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(fromCaller(file), "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new Unusable(cause.code === "ENOENT" ? "there is no such file" : `cannot be read (${cause.code})`);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new Unusable(`is not JSON: ${cause instanceof Error ? cause.message : "cannot be parsed"}`);
  }
}

async function readFacts(file: string | undefined): Promise<LegalFact[]> {
  if (file === undefined) return [];
  const parsed = legalFacts.safeParse(await readJson(file));
  if (!parsed.success) throw new Unusable("is not a list of legal facts", fieldErrors(parsed.error));
  return parsed.data;
}

async function screenFile(file: string, { pack, facts, on }: Settings): Promise<string> {
  const checked = checkApplication(await readJson(file));
  if (!checked.ok) throw new Unusable("is not an application", checked.errors);
  return JSON.stringify(screen(pack, checked.data, { facts, on }));
}

/** Says on stderr what is wrong with a file, pointer by pointer. */
function complain(file: string, problem: Unusable): void {
  console.error(`${file}: ${problem.message}`);
  for (const { pointer, message } of problem.errors) console.error(`  ${pointer || "/"}: ${message}`);
}

/** The answer's line for a file that could not be judged. */
function errorLine(file: string, { message, errors }: Unusable): string {
  return JSON.stringify({ error: { file, message, errors } });
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { facts: { type: "string" }, on: { type: "string" }, pack: { type: "string" } },
    });
  } catch (cause) {
    throw new Unusable(cause instanceof Error ? cause.message : "options that are not known");
  }
}

async function readSettings(options: { facts?: string; on?: string; pack?: string }): Promise<Settings> {
  const on = options.on ?? dayOf(new Date());
  if (!isDay(on)) throw new Unusable(`--on ${on}: give a day such as 2031-01-01`);
  const facts = await readFacts(options.facts).catch((cause: unknown) => {
    if (cause instanceof Unusable)
      throw new Unusable(`--facts ${options.facts}: ${cause.message}`, cause.errors);
    throw cause;
  });
  const pack = await readPackFile(options.pack === undefined ? DEFAULT_PACK : fromCaller(options.pack)).catch(
    (cause: unknown) => {
      if (cause instanceof PackFileError) throw new Unusable(`--pack ${cause.message}`, cause.errors);
      throw cause;
    },
  );
  return { pack, facts, on };
}

/** @returns the exit code: 0 whatever the outcomes, 2 when anything could not be read or checked */
async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals: files } = readOptions(argv);
  if (files.length === 0) throw new Unusable(`no file is named\n${USAGE}`);
  let exitCode = 0;
  const unusable = (file: string, problem: unknown): string => {
    if (!(problem instanceof Unusable)) throw problem;
    exitCode = EXIT_UNUSABLE;
    return errorLine(file, problem);
  };

  let settings: Settings;
  try {
    settings = await readSettings(values);
  } catch (problem) {
    // Nothing can be judged, yet each file still gets its line, so that lines and files match.
    for (const file of files) console.log(unusable(file, problem));
    if (problem instanceof Unusable) complain("screen", problem);
    return exitCode;
  }
  for (const file of files) {
    try {
      console.log(await screenFile(file, settings));
    } catch (problem) {
      console.log(unusable(file, problem));
      if (problem instanceof Unusable) complain(file, problem);
    }
  }
  return exitCode;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (problem) {
  if (!(problem instanceof Unusable)) throw problem;
  complain("screen", problem);
  process.exitCode = EXIT_UNUSABLE;
}
