import { stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Limits } from "#lib/fairness/compare-groups";
import { type Attempt, groupRates } from "#lib/fairness/group-rates";
import { readGroupFolders } from "#lib/fairness/labelled-folder";
import { type LabelledPicture, readLabels } from "#lib/fairness/labelled-set";
import { type FairnessRun, fairnessResult, fairnessText } from "#lib/fairness/report";
import { fairnessPdf } from "#lib/fairness/report-pdf";
import { describeWith, embedPictures } from "#lib/recognition/calibrate/embed-pictures";
import { createFaceEngine } from "#lib/recognition/engine";

const USAGE = `usage: npm run fairness -- SET --threshold S [--fmr-limit R] [--fnmr-limit R] [--fte-limit R] [--ratio-limit N] [--json] [--pdf FILE]

Measures failure to enrol, FMR and FNMR for each group of people, with intervals. SET is a CSV with the columns
subject, image and group, where an image is a path relative to the file; or a folder that holds a folder for each group,
in it a folder for each subject, in it the pictures. The pictures go through the pipeline that answers calls, and
neither they nor their templates are kept.

  --threshold S    least similarity that is a match, −1 to 1: that of the grant
  --fmr-limit R    most that any group's false match rate may be, 0 to 1; likewise --fnmr-limit and --fte-limit
  --ratio-limit N  most by which the worst group may err more often than the best, 1 or more
  --json           end with one line of JSON
  --pdf FILE       write the report as a PDF, with that JSON attached

Exit code: 0 every limit is proved kept, 1 one is broken or the set cannot prove it, 2 something given cannot be used.`;

const PROGRESS_EVERY_MS = 2_000;

/** Something given that cannot be used: a file, an option. */
class Unusable extends Error {
  override readonly name = "Unusable";
}

type Options = { file: string; threshold: number; limits: Limits; json: boolean; pdf: string | null };

function readOptions(argv: readonly string[]): Options {
  const { values, positionals } = parse(argv);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0 || values.threshold === undefined) throw new Unusable(USAGE);
  return {
    file: fromCaller(file),
    pdf: values.pdf === undefined ? null : fromCaller(values.pdf),
    threshold: numberIn("--threshold", values.threshold, -1, 1),
    limits: {
      falseMatch: limitOf("--fmr-limit", values["fmr-limit"]),
      falseNonMatch: limitOf("--fnmr-limit", values["fnmr-limit"]),
      failureToEnrol: limitOf("--fte-limit", values["fte-limit"]),
      ratio:
        values["ratio-limit"] === undefined ? null : numberIn("--ratio-limit", values["ratio-limit"], 1, 1e6),
    },
    json: values.json ?? false,
  };
}

function parse(argv: readonly string[]) {
  const text = { type: "string" } as const;
  const options = {
    threshold: text,
    "fmr-limit": text,
    "fnmr-limit": text,
    "fte-limit": text,
    "ratio-limit": text,
    json: { type: "boolean" },
    pdf: text,
  } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (cause) {
    throw new Unusable(`${cause instanceof Error ? cause.message : "options that are not known"}\n${USAGE}`);
  }
}

/** Relative paths are those of the folder where npm was called, not of the package. */
function fromCaller(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
}

async function writePdf(file: string, done: FairnessRun): Promise<void> {
  const bytes = await fairnessPdf(done, new Date());
  await writeFile(file, bytes).catch((cause: NodeJS.ErrnoException) => {
    throw new Unusable(`the report cannot be written to ${file} (${cause.code ?? cause.message})`);
  });
}

function limitOf(name: string, given: string | undefined): number | null {
  return given === undefined ? null : numberIn(name, given, 0, 1);
}

function numberIn(name: string, given: string, least: number, most: number): number {
  const value = given.trim() === "" ? Number.NaN : Number(given);
  if (value >= least && value <= most) return value;
  throw new Unusable(`${name} takes a number from ${least} to ${most}, not ${given}`);
}

async function run({ file, threshold, limits }: Options): Promise<FairnessRun> {
  const isFolder = await stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const labels = isFolder ? await readGroupFolders(file) : await readLabels(file);
  if (!labels.ok) throw new Unusable(`${file}: ${labels.problem}`);
  for (const { path: name, why } of labels.skipped) console.error(`not counted: ${name}: ${why}`);
  const begun = performance.now();
  const engine = await createFaceEngine();
  try {
    const { samples, missed } = await embedPictures(
      isFolder ? file : path.dirname(file),
      labels.pictures,
      describeWith(engine),
      { onProgress: progressOnStderr() },
    );
    const groups = groupRates(attemptsOf(labels.pictures, samples, missed), threshold);
    const { modelId, runtime } = engine;
    return {
      modelId,
      runtime,
      threshold,
      groups,
      limits,
      missed,
      seconds: (performance.now() - begun) / 1_000,
    };
  } finally {
    await engine.close();
  }
}

function attemptsOf(
  pictures: readonly LabelledPicture[],
  samples: readonly { identity: string; embedding: Float32Array }[],
  missed: readonly { path: string }[],
): Attempt[] {
  const groupOf = new Map(pictures.map(({ identity, group }) => [identity, group]));
  const attempt = (identity: string, embedding: Float32Array | null): Attempt => ({
    identity,
    group: groupOf.get(identity) ?? "",
    embedding,
  });
  const without = new Set(missed.map(({ path: name }) => name));
  return [
    ...samples.map(({ identity, embedding }) => attempt(identity, embedding)),
    ...pictures.filter((picture) => without.has(picture.path)).map(({ identity }) => attempt(identity, null)),
  ];
}

function progressOnStderr(): (done: number, of: number) => void {
  let told = performance.now();
  return (done, of) => {
    if (performance.now() - told < PROGRESS_EVERY_MS && done < of) return;
    told = performance.now();
    console.error(`${done} of ${of} pictures`);
  };
}

try {
  const options = readOptions(process.argv.slice(2));
  const done = await run(options);
  const result = fairnessResult(done);
  console.log(fairnessText(done));
  if (options.pdf !== null) await writePdf(options.pdf, done);
  if (options.json) console.log(JSON.stringify(result));
  process.exitCode = result.verdict === "pass" ? 0 : 1;
} catch (problem) {
  if (!(problem instanceof Unusable)) throw problem;
  console.error(`fairness: ${problem.message}`);
  process.exitCode = 2;
}
