import { parseArgs } from "node:util";
import sharp from "sharp";
import { createFaceEngine, type FaceEngine } from "#lib/recognition/engine";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import { benchPictures } from "./bench-pictures";

const USAGE = `usage: npm run bench:soak [-- COUNT] [-- --json]

COUNT pictures (10,000 unless given), good and bad, through one engine. Prints the memory of the process after every
tenth of them, and last how much it grew since the first. With --json the last line is one JSON object.`;

const COUNT = 10_000;
const TENTHS = 10;
const EXIT_UNUSABLE = 2;
const MEGABYTE = 2 ** 20;

type Soaked = { images: number; rss_mb: number; answered: number; refused: number };

/** What a service is sent in a bad hour, a third of it unusable. */
async function soakPictures(): Promise<Uint8Array[]> {
  const portraits = (await benchPictures("640")).map(({ jpeg }) => jpeg);
  const [large] = await benchPictures("1500");
  const { personA, others } = await samplePhotographs();
  const closeUps = [...personA.slice(0, 2), ...others.slice(0, 2)].map(({ jpeg }) => jpeg);
  const [portrait = Buffer.alloc(0)] = portraits;
  const photograph = sharp(portrait);
  const bad = [
    Buffer.alloc(0),
    Buffer.from("not a picture"),
    portrait.subarray(0, portrait.length >> 1),
    await sharp({ create: { width: 1, height: 1, channels: 3, background: "#808080" } })
      .png()
      .toBuffer(),
    await sharp({ create: { width: 320, height: 240, channels: 3, background: "#557799" } })
      .jpeg()
      .toBuffer(),
    await photograph.clone().resize(60).jpeg().toBuffer(),
  ];
  const odd = [
    await photograph.clone().greyscale().jpeg().toBuffer(),
    await photograph.clone().toColourspace("cmyk").jpeg().toBuffer(),
    await photograph.clone().ensureAlpha(0.5).png({ compressionLevel: 1 }).toBuffer(),
    await photograph.clone().rotate(90).webp().toBuffer(),
  ];
  const good = [...portraits, ...(large === undefined ? [] : [large.jpeg]), ...closeUps, ...odd];
  return [...good, ...bad];
}

/** Every picture that is refused must be refused by its answer: a throw ends the soak. */
async function soak(engine: FaceEngine, count: number): Promise<Soaked[]> {
  const pictures = await soakPictures();
  const after: Soaked[] = [];
  const answers = { answered: 0, refused: 0 };
  for (let done = 1; done <= count; done++) {
    const answer = await engine.embed(pictures[done % pictures.length] ?? new Uint8Array());
    answers[answer.ok ? "answered" : "refused"] += 1;
    if (done < Math.round((count * (after.length + 1)) / TENTHS)) continue;
    const rssMb = Math.round(process.memoryUsage.rss() / MEGABYTE);
    after.push({ images: done, rss_mb: rssMb, ...answers });
    console.log(
      `${String(done).padStart(8)} pictures  ${rssMb} MB  ${answers.answered} answered, ${answers.refused} refused`,
    );
  }
  return after;
}

function readOptions(argv: readonly string[]): { count: number; json: boolean; help: boolean } {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { json: { type: "boolean" }, help: { type: "boolean" } },
  });
  const [given = String(COUNT), ...more] = positionals;
  const count = Number(given);
  if (more.length > 0 || !Number.isSafeInteger(count) || count < TENTHS)
    throw new Error(`COUNT is a whole number of ${TENTHS} or more`);
  return { count, json: values.json ?? false, help: values.help ?? false };
}

async function main({ count, json, help }: ReturnType<typeof readOptions>): Promise<void> {
  if (help) return console.log(USAGE);
  const engine = await createFaceEngine();
  const begun = performance.now();
  const tenths = await soak(engine, count);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  await engine.close();
  const growthMb = (tenths.at(-1)?.rss_mb ?? 0) - (tenths[0]?.rss_mb ?? 0);
  console.log(`Grew by ${growthMb} MB after the first tenth; ${seconds} s on ${engine.runtime}.`);
  if (json) console.log(JSON.stringify({ images: count, growth_mb: growthMb, tenths, seconds }));
}

let asked: ReturnType<typeof readOptions> | null = null;
try {
  asked = readOptions(process.argv.slice(2));
} catch (problem) {
  console.error(`bench:soak: ${problem instanceof Error ? problem.message : problem}\n${USAGE}`);
  process.exitCode = EXIT_UNUSABLE;
}
if (asked !== null) await main(asked);
