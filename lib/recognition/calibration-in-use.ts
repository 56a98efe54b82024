import { readFileSync } from "node:fs";
import { z } from "zod";
import { engineEnv } from "#lib/platform/env";
import shipped from "./calibration.json";
import { EMBEDDING_MODEL_ID } from "./model-ids";

const rate = z.number().min(0).max(1);
const count = z.number().int().min(1);
/** Characters of a name or a limit: what `npm run calibrate` takes, so that what it writes can be read. */
export const TEXT_MAX = 2_000;
const text = z.string().min(1).max(TEXT_MAX);

/** What of a calibration file the thresholds, the model card and the API rest on; there is more in it to read. */
const contract = z.object({
  format: z.literal("countersign-calibration-1", { error: "must be countersign-calibration-1" }),
  modelId: z.literal(EMBEDDING_MODEL_ID, {
    error: `must be ${EMBEDDING_MODEL_ID}, the network in use: rates of another do not carry over; run npm run calibrate again`,
  }),
  runtime: text,
  measuredOn: z.iso.date(),
  set: z.object({
    name: text,
    pictures: count,
    identities: count,
    genuinePairs: count,
    impostorPairs: count,
    limits: z.array(text),
  }),
  eer: z.object({ rate, rate95: z.array(rate) }),
  tarAtFar: z.array(
    z.object({ far: rate, tar: rate, tar95: z.array(rate), threshold: z.number().min(-1).max(1).nullable() }),
  ),
  points: z
    .array(z.object({ threshold: z.number().min(-1).max(1), fmr: rate, fnmr: rate }))
    .min(1)
    .refine(isRising, "must have rising thresholds, FMR that never rises and FNMR that never falls"),
});

export type CalibrationFile = z.infer<typeof contract>;

/**
 * Reads a file that `npm run calibrate` wrote.
 *
 * @param source its name for people
 * @throws Error naming the field that is wrong and what would be right
 */
export function parseCalibration(json: string, source: string): CalibrationFile {
  const parsed = contract.safeParse(parseJson(json, source));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new Error(
    `${source}: ${first?.path.join(".") || "the file"}: ${first?.message ?? "not a calibration"}`,
  );
}

/** The same from a file. @throws also when it cannot be read */
export function readCalibrationFile(file: string): CalibrationFile {
  const name = `CALIBRATION_FILE ${file}`;
  let json: string;
  try {
    json = readFileSync(file, "utf8");
  } catch {
    throw new Error(`${name} cannot be read`);
  }
  return parseCalibration(json, name);
}

function parseJson(json: string, source: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error(`${source} is not JSON; give it a file that npm run calibrate wrote`);
  }
}

function isRising(points: readonly { threshold: number; fmr: number; fnmr: number }[]): boolean {
  return points.every(({ threshold, fmr, fnmr }, at) => {
    const last = points[at - 1];
    return last === undefined || (threshold > last.threshold && fmr <= last.fmr && fnmr >= last.fnmr);
  });
}

let inUse: CalibrationFile | undefined;

/**
 * The measurement that thresholds, decisions and the API read: the deployment's own where `CALIBRATION_FILE` names
 * one, else the shipped one. Read once a process.
 *
 * @throws Error when the file cannot be read or is not of the network in use
 */
export function calibrationInUse(): CalibrationFile {
  inUse ??= readInUse();
  return inUse;
}

function readInUse(): CalibrationFile {
  const { CALIBRATION_FILE: file } = engineEnv();
  return file === undefined
    ? parseCalibration(JSON.stringify(shipped), "calibration.json")
    : readCalibrationFile(file);
}
