import sharp, { type Sharp } from "sharp";

const SIDE = { width: 640, height: 480 } as const;

/** A picture without a face: a soft gradient with noise. */
export async function noFace(): Promise<Buffer> {
  const data = Buffer.alloc(3 * SIDE.width * SIDE.height);
  for (let at = 0; at < data.length; at++) data[at] = (at / data.length) * 180 + ((at * 7919) % 31);
  return sharp(data, { raw: { ...SIDE, channels: 3 } })
    .jpeg()
    .toBuffer();
}

/** Photographs side by side on grey, each at its own width. */
export async function sideBySide(photographs: readonly { jpeg: Buffer; width: number }[]): Promise<Buffer> {
  const gap = 40;
  let left = gap;
  const placed: { input: Buffer; left: number; top: number }[] = [];
  for (const { jpeg, width } of photographs) {
    placed.push({ input: await sharp(jpeg).resize(width).toBuffer(), left, top: gap });
    left += width + gap;
  }
  const height = Math.max(...photographs.map(({ width }) => width)) + 2 * gap;
  return sharp({ create: { width: left, height, channels: 3, background: "#777777" } })
    .composite(placed)
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** A photograph and its negative, as an animated WebP: two equal frames would be written as one. */
export async function animatedWebp(jpeg: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const negative = Buffer.from(data.map((value) => 255 - value));
  return sharp(Buffer.concat([data, negative]), {
    raw: { width: info.width, height: 2 * info.height, channels: 3, pageHeight: info.height },
  })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
}

/** A PNG that declares an animation: `acTL` between its header and its pixels. */
export async function animatedPng(jpeg: Buffer): Promise<Buffer> {
  const png = await sharp(jpeg).png().toBuffer();
  const afterHeader = 8 + 25;
  const chunk = Buffer.alloc(12 + 8);
  chunk.writeUInt32BE(8, 0);
  chunk.write("acTL", 4, "latin1");
  return Buffer.concat([png.subarray(0, afterHeader), chunk, png.subarray(afterHeader)]);
}

/** A PNG whose header claims other measures than its pixels have. */
export async function pngClaiming(width: number, height: number): Promise<Buffer> {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#123456" } })
    .png()
    .toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

/** The same for a JPEG: the measures stand in its frame header. */
export async function jpegClaiming(width: number, height: number): Promise<Buffer> {
  const jpeg = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#123456" } })
    .jpeg()
    .toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

/**
 * A photograph stored in each of the eight EXIF orientations, so that all eight look alike to a reader that obeys.
 * The pixels are turned the opposite way of what the tag will ask for.
 */
export async function storedInOrientation(jpeg: Buffer, orientation: number): Promise<Buffer> {
  const picture = sharp(jpeg);
  const turned: Record<number, () => Sharp> = {
    1: () => picture,
    2: () => picture.flop(),
    3: () => picture.rotate(180),
    4: () => picture.flip(),
    5: () => picture.rotate(270).flop(),
    6: () => picture.rotate(270),
    7: () => picture.rotate(90).flop(),
    8: () => picture.rotate(90),
  };
  const stored = await (turned[orientation]?.() ?? picture).png().toBuffer();
  return sharp(stored).jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer();
}
