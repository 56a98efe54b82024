import { stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Attempt, groupRates } from "#lib/fairness/group-rates";
import { readGroupFolders } from "#lib/fairness/labelled-folder";
import { type LabelledPicture, readLabels } from "#lib/fairness/labelled-set";
import { type AskedRun, askedRun, recordRun } from "#lib/fairness/record-run";
import { type FairnessRun, fairnessResult, fairnessText } from "#lib/fairness/report";
import { fairnessPdf } from "#lib/fairness/report-pdf";
import { digestOfSet } from "#lib/fairness/set-digest";
import { closeDatabase } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { describeWith, embedPictures } from "#lib/recognition/calibrate/embed-pictures";
import { createFaceEngine } from "#lib/recognition/engine";
import { type Options, readOptions, Unusable } from "./fairness-options";
import { findDatabase } from "./find-database";
import { Refusal } from "./supervisor/refusal";

const PROGRESS_EVERY_MS = 2_000;

/** What was measured, and for which grant and of which set when it goes on record. */
type Done = { measured: FairnessRun; forGrant: { ask: AskedRun; setDigest: string } | null };

async function writePdf(file: string, done: FairnessRun): Promise<void> {
  const bytes = await fairnessPdf(done, new Date());
  await writeFile(file, bytes).catch((cause: NodeJS.ErrnoException) => {
    throw new Unusable(`the report cannot be written to ${file} (${cause.code ?? cause.message})`);
  });
}

async function run({ file, against }: Options): Promise<Done> {
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
    const { modelId, runtime } = engine;
    const { threshold, limits, ask } = await wantedOf(against, modelId);
    const folder = isFolder ? file : path.dirname(file);
    const { samples, missed } = await embedPictures(folder, labels.pictures, describeWith(engine), {
      onProgress: progressOnStderr(),
    });
    const groups = groupRates(attemptsOf(labels.pictures, samples, missed), threshold);
    const seconds = (performance.now() - begun) / 1_000;
    const measured = { modelId, runtime, threshold, groups, limits, missed, seconds };
    if (ask === null) return { measured, forGrant: null };
    return { measured, forGrant: { ask, setDigest: await digestOfSet(folder, labels.pictures) } };
  } finally {
    await engine.close();
  }
}

async function wantedOf(against: Options["against"], modelId: string) {
  if (!("grantId" in against)) return { ...against, ask: null };
  const ask = await askedRun(against.grantId, modelId);
  const { threshold, limits } = ask;
  return { threshold, limits, ask };
}

async function putOnRecord({ measured, forGrant }: Done): Promise<void> {
  if (forGrant === null) return;
  const { runId, isRestricted, mitigateBy } = await recordRun({ ...forGrant, run: measured });
  console.log(`On record as ${runId}, for ${forGrant.ask.reference}, at /operate/fairness/${runId}`);
  if (mitigateBy !== null)
    console.log(`A passed run must follow by ${mitigateBy.toISOString().slice(0, 10)}.`);
  if (isRestricted) console.log("The grant is restricted: none of its keys works.");
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
  if ("grantId" in options.against) process.env.DATABASE_URL = await findDatabase(process.env);
  const done = await run(options);
  const result = fairnessResult(done.measured);
  console.log(fairnessText(done.measured));
  await putOnRecord(done);
  if (options.pdf !== null) await writePdf(options.pdf, done.measured);
  if (options.json) console.log(JSON.stringify(result));
  process.exitCode = result.verdict === "pass" ? 0 : 1;
} catch (problem) {
  if (!(problem instanceof Unusable || problem instanceof Refusal || problem instanceof AppError))
    throw problem;
  console.error(`fairness: ${problem.message}`);
  process.exitCode = 2;
} finally {
  await closeDatabase();
}
