import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import sharp from "sharp";
import { samplePhotographs } from "#lib/recognition/sample-photographs";

/** Width and height in pixels, by the name that the bench prints. */
export const BENCH_SIZES = { "640": [640, 480], "1500": [1500, 1125], "4000": [4000, 3000] } as const;

export type BenchSize = keyof typeof BENCH_SIZES;

export type BenchPicture = { name: string; jpeg: Buffer };

/** A camera's default. */
const QUALITY = 90;

/** Of the picture's height. The face is about four fifths of the portrait's: a third of the picture's. */
const PORTRAIT_SHARE = 0.42;

/** Steps of 256 that a sensor's noise moves a channel by, standard deviation: without it a JPEG is too easy to decode. */
const NOISE = 6;

/** A stairwell without people, in a photograph that `@vladmandic/face-api` ships: fractions of its sides. */
const BACKGROUND = { file: "demo/sample5.jpg", left: 0.02, top: 0.02, width: 0.26, height: 0.28 } as const;

/** Where the portrait's middle stands, as fractions: not every face is in the centre. */
const PLACES = [
  [0.5, 0.5],
  [0.42, 0.46],
  [0.58, 0.52],
  [0.5, 0.42],
] as const;

/**
 * Four pictures of a size, each of one person before a stairwell. The same bytes every time on one machine: made of
 * what npm packages ship, and of noise with a seed.
 */
export async function benchPictures(size: BenchSize): Promise<BenchPicture[]> {
  const [width, height] = BENCH_SIZES[size];
  const { personA, others } = await samplePhotographs();
  const portraits = [personA[0], others[0], personA[6], others[4]];
  const background = await readBackground(width, height);
  return Promise.all(
    PLACES.map(async ([x, y], index) => {
      const portrait = portraits[index];
      if (portrait === undefined) throw new Error("the sheet gave too few portraits");
      const person = sharp(portrait.jpeg).resize({
        height: Math.round(height * PORTRAIT_SHARE),
        kernel: "lanczos3",
      });
      const { data, info } = await person.toBuffer({ resolveWithObject: true });
      const left = Math.round(x * width - info.width / 2);
      const top = Math.round(y * height - info.height / 2);
      const composed = await sharp(background)
        .composite([{ input: data, left, top }])
        .removeAlpha()
        .raw()
        .toBuffer();
      addNoise(composed, index + 1);
      const jpeg = await sharp(composed, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: QUALITY })
        .toBuffer();
      return { name: `${size}-${index + 1}.jpg`, jpeg };
    }),
  );
}

async function readBackground(width: number, height: number): Promise<Buffer> {
  const folder = path.dirname(createRequire(import.meta.url).resolve("@vladmandic/face-api/package.json"));
  // From memory: an engine in this process has closed libvips to files.
  const photograph = sharp(await readFile(path.join(folder, BACKGROUND.file)));
  const whole = await photograph.metadata();
  return photograph
    .extract({
      left: Math.round(BACKGROUND.left * whole.width),
      top: Math.round(BACKGROUND.top * whole.height),
      width: Math.round(BACKGROUND.width * whole.width),
      height: Math.round(BACKGROUND.height * whole.height),
    })
    .resize(width, height, { fit: "cover", kernel: "lanczos3" })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** The sum of four even draws is near enough to a bell; grain is alike in the three channels, as after a camera's own work. */
function addNoise(rgb: Buffer, seed: number): void {
  let state = seed;
  const scale = NOISE * Math.sqrt(12 / 4);
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    // One step of a linear congruential generator (Numerical Recipes) gives all four draws, a byte each.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const sum = (state & 255) + ((state >>> 8) & 255) + ((state >>> 16) & 255) + (state >>> 24);
    const grain = Math.round((sum / 255 - 2) * scale);
    for (let channel = at; channel < at + 3; channel++) {
      rgb[channel] = Math.min(255, Math.max(0, (rgb[channel] ?? 0) + grain));
    }
  }
}
