import path from "node:path";
import { parseArgs } from "node:util";
import type { Limits } from "#lib/fairness/compare-groups";

const USAGE = `usage: npm run fairness -- SET --grant ID [--json] [--pdf FILE]
       npm run fairness -- SET --threshold S [--fmr-limit R] [--fnmr-limit R] [--fte-limit R] [--ratio-limit N] [--json] [--pdf FILE]

Measures failure to enrol, FMR and FNMR for each group of people, with intervals. SET is a CSV with the columns
subject, image and group, where an image is a path relative to the file; or a folder that holds a folder for each group,
in it a folder for each subject, in it the pictures. The pictures go through the pipeline that answers calls, and
neither they nor their templates are kept.

  --grant ID       measure for this grant, at its threshold and against the limits of its policy pack, and put the run on
                   record in the system that npm start runs here, or in the database that DATABASE_URL names
  --threshold S    least similarity that is a match, −1 to 1: that of the grant
  --fmr-limit R    most that any group's false match rate may be, 0 to 1; likewise --fnmr-limit and --fte-limit
  --ratio-limit N  most by which the worst group may err more often than the best, 1 or more
  --json           end with one line of JSON
  --pdf FILE       write the report as a PDF, with that JSON attached

Exit code: 0 every limit is proved kept, 1 one is broken or the set cannot prove it, 2 something given cannot be used.`;

/** Something given that cannot be used: a file, an option. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}

/** What to measure against: what a grant asks for, or what was given. */
export type Against = { grantId: string } | { threshold: number; limits: Limits };
export type Options = { file: string; against: Against; json: boolean; pdf: string | null };

/**
 * What the command was told.
 *
 * @throws Unusable with what would be right
 */
export function readOptions(argv: readonly string[]): Options {
  const { values, positionals } = parse(argv);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Unusable(USAGE);
  return {
    file: fromCaller(file),
    pdf: values.pdf === undefined ? null : fromCaller(values.pdf),
    against: againstOf(values),
    json: values.json ?? false,
  };
}

function againstOf({ grant, threshold, ...limits }: ReturnType<typeof parse>["values"]): Against {
  if (grant === undefined && threshold === undefined) throw new Unusable(USAGE);
  if (grant === undefined) {
    return {
      threshold: numberIn("--threshold", threshold ?? "", -1, 1),
      limits: {
        falseMatch: limitOf("--fmr-limit", limits["fmr-limit"]),
        falseNonMatch: limitOf("--fnmr-limit", limits["fnmr-limit"]),
        failureToEnrol: limitOf("--fte-limit", limits["fte-limit"]),
        ratio:
          limits["ratio-limit"] === undefined
            ? null
            : numberIn("--ratio-limit", limits["ratio-limit"], 1, 1e6),
      },
    };
  }
  const own = ["threshold", "fmr-limit", "fnmr-limit", "fte-limit", "ratio-limit"] as const;
  const given = { threshold, ...limits };
  const besides = own.find((name) => given[name] !== undefined);
  if (besides !== undefined)
    throw new Unusable(`--${besides} is the grant's own: leave it out beside --grant`);
  return { grantId: grant };
}

function parse(argv: readonly string[]) {
  const text = { type: "string" } as const;
  const options = {
    grant: text,
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

function limitOf(name: string, given: string | undefined): number | null {
  return given === undefined ? null : numberIn(name, given, 0, 1);
}

function numberIn(name: string, given: string, least: number, most: number): number {
  const value = given.trim() === "" ? Number.NaN : Number(given);
  if (value >= least && value <= most) return value;
  throw new Unusable(`${name} takes a number from ${least} to ${most}, not ${given}`);
}
