import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { calibrationFile, calibrationText } from "#lib/recognition/calibrate/calibration-file";
import { describeWith, embedPictures, inRounds } from "#lib/recognition/calibrate/embed-pictures";
import { listPictures, type PictureFolder } from "#lib/recognition/calibrate/list-pictures";
import { measureErrors } from "#lib/recognition/calibrate/measure-errors";
import { type Calibrated, reportText } from "#lib/recognition/calibrate/report";
import { resultLine } from "#lib/recognition/calibrate/result-line";
import { TEXT_MAX } from "#lib/recognition/calibration-in-use";
import { createFaceEngine } from "#lib/recognition/engine";

const USAGE = `usage: npm run calibrate -- DIR [--json] [--quick] [--out FILE] [--name NAME] [--note TEXT]…

Measures how well the engine tells the people in a folder of pictures apart. DIR holds a folder of pictures for each
person, at any depth: the folder that directly holds a picture says whose it is.

  --json        end with one line of JSON
  --quick       at most 25 seconds of pictures and fewer resamples; writes a file only with --out
  --out FILE    where the calibration file goes; .data-calibration/calibration.json unless named
  --name NAME   what the file calls the set; the folder's name unless given
  --note TEXT   a limit of the set, for the file; may be repeated`;

const DEFAULT_OUT = fileURLToPath(new URL("../.data-calibration/calibration.json", import.meta.url));
const EXIT_UNUSABLE = 2;
const QUICK = { embedMs: 25_000, resamples: 200 } as const;
const PROGRESS_EVERY_MS = 2_000;

/** Something given that cannot be used: a folder, an option. */
class Unusable extends Error {
  override readonly name = "Unusable";
}

type Options = { json: boolean; quick: boolean; out: string | null; name: string; notes: readonly string[] };

function readOptions(argv: readonly string[]): { folder: string; options: Options } {
  const { values, positionals } = parse(argv);
  const [given, ...more] = positionals;
  if (given === undefined) throw new Unusable(`no folder is named\n${USAGE}`);
  if (more.length > 0) throw new Unusable(`one folder at a time: ${more.join(", ")} is one too many`);
  const folder = fromCaller(given);
  const { quick = false, json = false, out, name = path.basename(folder), note = [] } = values;
  for (const text of [name, ...note])
    if (text.trim() === "" || text.length > TEXT_MAX)
      throw new Unusable(
        `--name and --note take 1 to ${TEXT_MAX} characters, this one has ${text.trim().length}`,
      );
  const target = out === undefined ? (quick ? null : DEFAULT_OUT) : fromCaller(out);
  return { folder, options: { json, quick, out: target, name, notes: note } };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        quick: { type: "boolean" },
        out: { type: "string" },
        name: { type: "string" },
        note: { type: "string", multiple: true },
      },
    });
  } catch (cause) {
    throw new Unusable(`${cause instanceof Error ? cause.message : "options that are not known"}\n${USAGE}`);
  }
}

/** Relative paths are those of the folder where npm was called, not of the package. */
function fromCaller(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
}

async function calibrate(folder: string, listed: PictureFolder, quick: boolean): Promise<Calibrated> {
  const begun = performance.now();
  const engine = await createFaceEngine();
  try {
    const pictures = quick ? inRounds(listed.pictures) : listed.pictures;
    const until = quick ? performance.now() + QUICK.embedMs : Number.POSITIVE_INFINITY;
    const embedded = await embedPictures(folder, pictures, describeWith(engine), {
      onProgress: progressOnStderr(),
      isLate: () => performance.now() > until,
    });
    const measured = measureErrors(embedded.samples, quick ? QUICK.resamples : undefined);
    if (measured === null) throw new Unusable(tooFewFaces(embedded.samples.length, embedded.missed));
    return {
      measured,
      modelId: engine.modelId,
      runtime: engine.runtime,
      pictures: embedded.pictures,
      available: listed.pictures.length,
      missed: embedded.missed,
      skipped: listed.skipped,
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    await engine.close();
  }
}

function tooFewFaces(found: number, missed: readonly { path: string; why: string }[]): string {
  const named = missed.map(({ path: name, why }) => `\n  ${name}: ${why}`).join("");
  return `${found} faces were found, and among them no two of one person or none of two people: nothing can be measured${named}`;
}

function progressOnStderr(): (done: number, of: number) => void {
  let told = performance.now();
  return (done, of) => {
    if (performance.now() - told < PROGRESS_EVERY_MS && done < of) return;
    told = performance.now();
    console.error(`${done} of ${of} pictures`);
  };
}

async function write(file: string, calibrated: Calibrated, { name, notes }: Options): Promise<void> {
  const { measured, modelId, runtime, pictures, available } = calibrated;
  const part = pictures < available ? [`A part of the set: ${pictures} of ${available} pictures.`] : [];
  const measuredOn = new Date().toISOString().slice(0, 10);
  const set = { name, pictures, limits: [...notes, ...part] };
  const text = calibrationText(calibrationFile({ modelId, runtime, measuredOn, set }, measured));
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new Unusable(
      `the calibration file cannot be written: ${cause instanceof Error ? cause.message : ""}`,
    );
  }
}

async function main(argv: readonly string[]): Promise<void> {
  const { folder, options } = readOptions(argv);
  const listed = await listPictures(folder);
  if (!listed.ok) throw new Unusable(`${folder}: ${listed.problem}`);
  const calibrated = await calibrate(folder, listed, options.quick);
  console.log(reportText(calibrated));
  if (options.out !== null) {
    await write(options.out, calibrated, options);
    console.log(`Written: ${path.relative(process.cwd(), options.out)}`);
  }
  if (options.json) console.log(resultLine(calibrated));
}

try {
  await main(process.argv.slice(2));
} catch (problem) {
  if (!(problem instanceof Unusable)) throw problem;
  console.error(`calibrate: ${problem.message}`);
  process.exitCode = EXIT_UNUSABLE;
}
