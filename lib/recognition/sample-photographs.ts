import { writeFile } from "node:fs/promises";
import path from "node:path";
import sharp, { type CreateRaw } from "sharp";
import { packageFolder, readPinned } from "./load-model";

/**
 * Photographs for the demo, the tour, the self-test and the tests: cut at run time out of a picture that
 * `@vladmandic/human` (MIT) ships with its documentation. None is stored in this repository.
 */
export type SamplePhotograph = {
  /** `person-a-01` … for the one man who is on the sheet many times, `other-01` … for people who are not him. */
  name: string;
  jpeg: Buffer;
};

export type SamplePhotographs = {
  personA: readonly SamplePhotograph[];
  /** Some of these may be one another's: they are only known not to be person A, and only paired with him. */
  others: readonly SamplePhotograph[];
  /** Neighbours among person A's, each photograph once. */
  samePerson: readonly SamplePair[];
  /** Person A with someone else, each photograph at most once. */
  otherPerson: readonly SamplePair[];
};

export type SamplePair = readonly [SamplePhotograph, SamplePhotograph];

const SHEET = {
  file: "assets/screenshot-facematch.jpg",
  sha256: "0d3e56e29cf588faf2d5515f10ab18ad0f1bab4959b7e3cc885bd43f1d305465",
} as const;

/** The grid of faces on the sheet, pixels. */
const GRID = { columns: 18, columnWidth: 106.67, top: 283, rowHeight: 112.6, cellSide: 106 } as const;

/** Rows at the top and bottom of a cell that carry printed text. */
const PERCENTAGE_HEIGHT = 15;
const CAPTION_HEIGHT = 15;

/** Cells are small: enlarged, they pass for photographs of faces about 150 px wide. */
const ENLARGEMENT = 4;

type Cell = readonly [row: number, column: number];

/** The first row is one man throughout, and so are the first two of the second. Looked at one by one. */
const PERSON_A: readonly Cell[] = [
  ...Array.from({ length: GRID.columns }, (_, column): Cell => [0, column]),
  [1, 0],
  [1, 1],
];

/** Sharp, mostly frontal, and plainly not person A; those most like him come last. Looked at one by one. */
const OTHERS: readonly Cell[] = [
  [2, 2],
  [2, 3],
  [3, 2],
  [4, 8],
  [5, 5],
  [2, 11],
  [3, 15],
  [4, 5],
  [5, 9],
  [4, 17],
  [3, 13],
  [2, 16],
  [2, 17],
  [3, 3],
  [4, 1],
  [4, 16],
  [5, 2],
  [5, 4],
  [5, 11],
  [5, 17],
  [1, 17],
  [1, 12],
  [1, 6],
  [2, 6],
];

/** Cuts the sheet. @throws ModelFileError when the sheet is not the one that was looked at */
export async function samplePhotographs(): Promise<SamplePhotographs> {
  const sheet = await readSheet();
  const personA = await Promise.all(
    PERSON_A.map((cell, index) => cut(sheet, cell, named("person-a", index))),
  );
  const others = await Promise.all(OTHERS.map((cell, index) => cut(sheet, cell, named("other", index))));
  return { personA, others, samePerson: neighbours(personA), otherPerson: zip(personA, others) };
}

/** The first pair of each kind and nothing else, for a process that is to answer soon. @throws ModelFileError */
export async function firstPairs(): Promise<{ same: SamplePair; other: SamplePair }> {
  const sheet = await readSheet();
  const [first, second] = PERSON_A;
  const [stranger] = OTHERS;
  if (!first || !second || !stranger) throw new Error("the sheet has no pairs");
  const source = await cut(sheet, first, named("person-a", 0));
  const again = await cut(sheet, second, named("person-a", 1));
  return { same: [source, again], other: [source, await cut(sheet, stranger, named("other", 0))] };
}

/**
 * Writes one photograph of person A, another of him, and one of somebody else into a folder that exists.
 *
 * @returns the three paths
 */
export async function writeSamplePhotographs(
  folder: string,
): Promise<{ source: string; samePerson: string; otherPerson: string }> {
  const { samePerson, otherPerson } = await samplePhotographs();
  const [pair] = samePerson;
  const [different] = otherPerson;
  if (!pair || !different) throw new Error("the sheet gave no pairs");
  const write = async ({ name, jpeg }: SamplePhotograph) => {
    const file = path.join(folder, `${name}.jpg`);
    await writeFile(file, jpeg);
    return file;
  };
  return {
    source: await write(pair[0]),
    samePerson: await write(pair[1]),
    otherPerson: await write(different[1]),
  };
}

/** Decoded once: each of the 44 cuts would do it again. */
async function readSheet(): Promise<Sheet> {
  const file = await readPinned(path.join(packageFolder("@vladmandic/human"), SHEET.file), SHEET.sha256);
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}

type Sheet = { data: Buffer; raw: CreateRaw };

async function cut({ data, raw }: Sheet, [row, column]: Cell, name: string): Promise<SamplePhotograph> {
  const height = GRID.cellSide - PERCENTAGE_HEIGHT - CAPTION_HEIGHT;
  const jpeg = await sharp(data, { raw })
    .extract({
      left: Math.round(column * GRID.columnWidth),
      top: Math.round(GRID.top + row * GRID.rowHeight) + PERCENTAGE_HEIGHT,
      width: GRID.cellSide,
      height,
    })
    .resize(GRID.cellSide * ENLARGEMENT, height * ENLARGEMENT, { kernel: "lanczos3" })
    .jpeg({ quality: 92 })
    .toBuffer();
  return { name, jpeg };
}

function named(prefix: string, index: number): string {
  return `${prefix}-${String(index + 1).padStart(2, "0")}`;
}

function neighbours(photographs: readonly SamplePhotograph[]): SamplePair[] {
  const even = photographs.filter((_, index) => index % 2 === 0);
  const odd = photographs.filter((_, index) => index % 2 === 1);
  return zip(even, odd);
}

function zip(one: readonly SamplePhotograph[], other: readonly SamplePhotograph[]): SamplePair[] {
  return one.flatMap((photograph, index): SamplePair[] => {
    const partner = other[index];
    return partner ? [[photograph, partner]] : [];
  });
}
