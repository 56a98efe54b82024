import { readFile } from "node:fs/promises";
import path from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import type { Picture, Skipped } from "#lib/recognition/calibrate/list-pictures";

/** A picture, whose it is, and the group of people that its subject is counted in. */
export type LabelledPicture = Picture & { group: string };

/** `skipped` is what was found and is not counted. */
export type LabelledSet =
  | { ok: true; pictures: readonly LabelledPicture[]; skipped: readonly Skipped[] }
  | { ok: false; problem: string };

const COLUMNS = ["subject", "image", "group"] as const;
const GROUPS_MAX = 40;
const NAME_MAX = 80;
/** Every two pictures of a group are compared. */
const PICTURES_MAX = 4_000;

/**
 * Reads the labels of a set: a CSV (RFC 4180, UTF-8) with the columns `subject`, `image` and `group`, in any order; an
 * image is a path relative to the folder of the CSV, with forward slashes, and stays inside it.
 *
 * @returns the pictures in the order of the file, or a sentence for the person at the terminal, with the line at fault
 */
export async function readLabels(file: string): Promise<LabelledSet> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (text instanceof Error)
    return { ok: false, problem: `it cannot be read (${text.code ?? text.message})` };
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, problem: `it is not a CSV: ${error.message}` };
  }
  const missing = COLUMNS.filter((column) => !(column in (rows[0] ?? {})));
  if (missing.length > 0) {
    return {
      ok: false,
      problem: `its first line must name the columns subject, image and group; without ${missing.join(" and ")} nothing can be measured`,
    };
  }
  return checked(rows.map(({ subject = "", image = "", group = "" }) => ({ subject, image, group })));
}

function checked(rows: readonly { subject: string; image: string; group: string }[]): LabelledSet {
  const groupOf = new Map<string, string>();
  const images = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const why = wrongWith(row, groupOf, images);
    // The first line names the columns.
    if (why !== null) return { ok: false, problem: `line ${index + 2}: ${why}` };
    groupOf.set(row.subject, row.group);
    images.add(row.image);
  }
  if (rows.length > PICTURES_MAX)
    return { ok: false, problem: `it names ${rows.length} pictures: give at most ${PICTURES_MAX}` };
  const problem = groupsFault(new Set(groupOf.values()));
  if (problem !== null) return { ok: false, problem };
  return {
    ok: true,
    pictures: rows.map(({ subject, image, group }) => ({ path: image, identity: subject, group })),
    skipped: [],
  };
}

/** What keeps groups from being compared, in words, or `null`. */
export function groupsFault(groups: ReadonlySet<string>): string | null {
  if (groups.size < 2) return "all its subjects are of one group: two groups or more are compared";
  return groups.size > GROUPS_MAX ? `it has ${groups.size} groups: give at most ${GROUPS_MAX}` : null;
}

function wrongWith(
  row: { subject: string; image: string; group: string },
  groupOf: ReadonlyMap<string, string>,
  images: ReadonlySet<string>,
): string | null {
  for (const column of COLUMNS) if (row[column] === "") return `the ${column} is empty`;
  if (row.group.length > NAME_MAX || row.subject.length > NAME_MAX)
    return `a name has at most ${NAME_MAX} characters`;
  const inside = path.posix.normalize(row.image);
  if (path.posix.isAbsolute(inside) || inside.startsWith("..") || row.image.includes("\\")) {
    return `${row.image} leads out of the folder`;
  }
  if (images.has(row.image)) return `${row.image} is named twice: a picture would be compared with itself`;
  const other = groupOf.get(row.subject);
  if (other !== undefined && other !== row.group) return `${row.subject} is in the group ${other} already`;
  return null;
}
