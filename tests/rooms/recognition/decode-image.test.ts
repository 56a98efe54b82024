import sharp, { type Sharp } from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { decodeImage, restrictDecoders } from "#lib/recognition/decode-image";
import { decodePlainJpeg } from "#lib/recognition/decode-jpeg";
import { IMAGE_LIMITS } from "#lib/recognition/image-header";
import { readJpegHeader } from "#lib/recognition/jpeg-header";
import type { Pixels } from "#lib/recognition/pixels";
import { readPlainJpeg } from "#lib/recognition/plain-jpeg";
import { samplePhotographs } from "#lib/recognition/sample-photographs";
import { animatedPng, animatedWebp, jpegClaiming, pngClaiming, storedInOrientation } from "./pictures";
import { defined } from "./shared-engine";

let photograph: Buffer;
let fromOtherDecoders: Record<string, Buffer>;

beforeAll(async () => {
  photograph = defined((await samplePhotographs()).personA[0]).jpeg;
  fromOtherDecoders = {
    gif: await sharp(photograph).gif().toBuffer(),
    tiff: await sharp(photograph).tiff().toBuffer(),
    avif: await sharp(photograph).avif().toBuffer(),
  };
  restrictDecoders();
});

const pixelOf = ({ data, origin, right, down }: Pixels, x: number, y: number) =>
  defined(data[origin + x * right + y * down]);

const refusal = async (image: Uint8Array) => {
  const decoded = await decodeImage(image);
  return decoded.ok ? "decoded" : [decoded.refusal, ...decoded.reasons];
};

describe("what is not an image", () => {
  it.each([
    ["nothing", "", "empty"],
    ["one byte", "\xff", "unknown_format"],
    ["text", "not a picture at all", "unknown_format"],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "unknown_format"],
    ["a PDF", "%PDF-1.7\n1 0 obj", "unknown_format"],
    ["a PDF that hides a JPEG header", "%PDF-1.7\n\xff\xd8\xff\xe0", "unknown_format"],
    ["a JPEG's first bytes and no more", "\xff\xd8\xff\xe0", "undecodable"],
    [
      "a JPEG's first bytes and then SVG",
      "\xff\xd8\xff<svg xmlns='http://www.w3.org/2000/svg'/>",
      "undecodable",
    ],
    ["a PNG signature and then noise", "\x89PNG\r\n\x1a\n\x00\x00\x00\x00garbage", "undecodable"],
    ["a PNG chunk that claims four gigabytes", "\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR", "undecodable"],
    ["a WebP container without a picture", "RIFF\x00\x00\x00\x00WEBPVP8 ", "undecodable"],
  ])("refuses %s", async (_, bytes, reason) => {
    expect(await refusal(Buffer.from(bytes, "latin1"))).toEqual(["image_unsupported", reason]);
  });

  it.each(["gif", "tiff", "avif"])("refuses %s, though the library could read it", async (format) => {
    const image = defined(fromOtherDecoders[format]);
    expect(await refusal(image)).toEqual(["image_unsupported", "unknown_format"]);
    await expect(sharp(image).metadata()).rejects.toThrow();
  });

  it("refuses animations, not the first frame of them in silence", async () => {
    expect(await refusal(await animatedWebp(photograph))).toEqual(["image_unsupported", "animated"]);
    expect(await refusal(await animatedPng(photograph))).toEqual(["image_unsupported", "animated"]);
  });

  it.each(["jpeg", "png", "webp"] as const)("refuses a %s cut short anywhere", async (format) => {
    const whole = await sharp(photograph).toFormat(format).toBuffer();
    for (const share of [0.02, 0.1, 0.4, 0.8, 0.98]) {
      const cut = whole.subarray(0, Math.floor(share * whole.length));
      expect(await refusal(cut), `${share}`).toEqual(["image_unsupported", "undecodable"]);
    }
  });

  it("survives any single damaged stretch: refused or decoded, never thrown", async () => {
    const whole = await sharp(photograph).jpeg().toBuffer();
    for (let at = 0; at < whole.length; at += Math.floor(whole.length / 40)) {
      const damaged = Buffer.from(whole);
      damaged.fill(0x5a, at, at + 24);
      await expect(refusal(damaged)).resolves.toBeDefined();
    }
  });
});

describe("what is too large", () => {
  it("is known by its header, before a pixel is decoded", async () => {
    expect(await refusal(await pngClaiming(30_000, 30_000))).toEqual(["image_too_large", "side_too_long"]);
    expect(await refusal(await pngClaiming(30_000, 1))).toEqual(["image_too_large", "side_too_long"]);
    expect(await refusal(await pngClaiming(5_001, 5_000))).toEqual(["image_too_large", "too_many_pixels"]);
    expect(await refusal(await jpegClaiming(60_000, 60_000))).toEqual(["image_too_large", "side_too_long"]);
    expect(await refusal(await jpegClaiming(8_192, 8_192))).toEqual(["image_too_large", "too_many_pixels"]);
  });

  it("is refused by its bytes, whatever they are", async () => {
    const bytes = Buffer.alloc(IMAGE_LIMITS.bytesMax + 1);
    expect(await refusal(bytes)).toEqual(["image_too_large", "too_many_bytes"]);
  });

  it("is not a picture at the limit", async () => {
    const atLimit = await sharp({
      create: { width: 5_000, height: 5_000, channels: 3, background: "#808080" },
    })
      .jpeg()
      .toBuffer();
    const decoded = await decodeImage(atLimit);
    expect(decoded).toMatchObject({ ok: true, pixels: { width: 5_000, height: 5_000 } });
  });
});

describe("unusual pictures", () => {
  const means = async (image: Buffer) => {
    const decoded = await decodeImage(image);
    if (!decoded.ok) throw new Error(`${decoded.refusal} ${decoded.reasons}`);
    const { data, width, height } = decoded.pixels;
    expect(data.length).toBe(width * height);
    const sums = [0, 0, 0];
    for (const pixel of data) {
      for (const [channel, sum] of sums.entries()) sums[channel] = sum + ((pixel >>> (8 * channel)) & 0xff);
    }
    return sums.map((sum) => sum / (width * height));
  };

  it.each([
    ["16-bit PNG", (picture: Sharp) => picture.toColourspace("rgb16").png(), 2],
    ["PNG with a palette", (picture: Sharp) => picture.png({ palette: true }), 4],
    ["progressive JPEG", (picture: Sharp) => picture.jpeg({ progressive: true, quality: 95 }), 3],
    ["CMYK JPEG", (picture: Sharp) => picture.toColourspace("cmyk").jpeg({ quality: 95 }), 16],
    ["Display P3 JPEG", (picture: Sharp) => picture.withIccProfile("p3").jpeg({ quality: 95 }), 4],
    ["WebP", (picture: Sharp) => picture.webp({ quality: 95 }), 3],
  ])("gives a %s the colours that it has", async (_, encode, slack) => {
    const expected = await means(photograph);
    const actual = await means(await encode(sharp(photograph)).toBuffer());
    for (const [channel, mean] of actual.entries()) {
      expect(Math.abs(mean - defined(expected[channel]))).toBeLessThan(slack);
    }
  });

  it.each([
    ["grey JPEG", (picture: Sharp) => picture.greyscale().jpeg()],
    ["16-bit grey PNG", (picture: Sharp) => picture.greyscale().toColourspace("grey16").png()],
    ["grey PNG with alpha", (picture: Sharp) => picture.greyscale().ensureAlpha(1).png()],
  ])("makes three equal channels of a %s", async (_, encode) => {
    const [red = 0, green, blue] = await means(await encode(sharp(photograph)).toBuffer());
    expect(green).toBe(red);
    expect(blue).toBe(red);
    expect(red).toBeGreaterThan(40);
  });

  it("lays transparent pictures on grey", async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const image = await sharp({ create: { width: 9, height: 9, channels: 4, background: clear } })
      .png()
      .toBuffer();
    expect(await means(image)).toEqual([128, 128, 128]);
  });

  it("reads a JPEG with a PDF hidden behind its end as the JPEG it is", async () => {
    const polyglot = Buffer.concat([photograph, Buffer.from("%PDF-1.7\n1 0 obj")]);
    expect(await means(polyglot)).toEqual(await means(photograph));
  });

  it("takes a picture of one pixel", async () => {
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: "#ff0000" } })
      .png()
      .toBuffer();
    expect(await means(dot)).toEqual([255, 0, 0]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("sets EXIF orientation %i upright", async (orientation) => {
    const first = await decodeImage(photograph);
    // The next picture may be decoded into the same memory.
    const expected = structuredClone(first);
    const actual = await decodeImage(await storedInOrientation(photograph, orientation));
    if (!expected.ok || !actual.ok) throw new Error("not decoded");
    expect([actual.pixels.width, actual.pixels.height]).toEqual([
      expected.pixels.width,
      expected.pixels.height,
    ]);
    const green = (pixel: number) => (pixel >>> 8) & 0xff;
    let difference = 0;
    for (let y = 0; y < actual.pixels.height; y++) {
      for (let x = 0; x < actual.pixels.width; x++)
        difference += Math.abs(green(pixelOf(actual.pixels, x, y)) - green(pixelOf(expected.pixels, x, y)));
    }
    expect(difference / actual.pixels.data.length).toBeLessThan(3);
  });
});

describe("a JPEG that is decoded without libvips", () => {
  const sizeOf = (image: Uint8Array) => readJpegHeader(image)?.size;
  const segment = (marker: number, ...bytes: readonly number[]) => [
    0xff,
    marker,
    0,
    2 + bytes.length,
    ...bytes,
  ];
  const frame = (width: number, height: number, marker = 0xc0) =>
    segment(marker, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0);
  const file = (...parts: readonly (readonly number[])[]) => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);

  it("says its size where the segments before it end, and in no other place", () => {
    const hidden = segment(0xe1, ...frame(9_999, 9_999));
    expect(sizeOf(photograph)).toEqual({ width: 424, height: 304 });
    expect(sizeOf(file(hidden, segment(0xdb, 1, 2), frame(640, 480)))).toEqual({
      width: 640,
      height: 480,
    });
    expect(sizeOf(file([0xff, 0xff], frame(640, 480, 0xc1)))).toEqual({ width: 640, height: 480 });
  });

  it.each([
    ["bytes between two segments", [[0], frame(640, 480)]],
    ["a segment shorter than its own length", [[0xff, 0xe0, 0, 1], frame(640, 480)]],
    ["a progressive frame", [frame(640, 480, 0xc2)]],
    ["a marker that has no place there", [[0xff, 0xd0], frame(640, 480)]],
    ["a second beginning", [[0xff, 0xd8], frame(640, 480)]],
    ["a frame header cut short", [frame(640, 480).slice(0, 8)]],
    ["nothing", []],
  ])("has no size with %s", (_, parts) => {
    expect(sizeOf(file(...parts))).toBeUndefined();
  });

  it.each([
    ["as cameras write it", (picture: Sharp) => picture.jpeg(), true],
    ["grey", (picture: Sharp) => picture.greyscale().jpeg(), true],
    ["with an sRGB profile", (picture: Sharp) => picture.withIccProfile("srgb").jpeg(), true],
    ["with EXIF and upright", (picture: Sharp) => picture.withMetadata({ orientation: 1 }).jpeg(), true],
    ["progressive", (picture: Sharp) => picture.jpeg({ progressive: true }), false],
    ["CMYK", (picture: Sharp) => picture.toColourspace("cmyk").jpeg(), false],
    ["with a Display P3 profile", (picture: Sharp) => picture.withIccProfile("p3").jpeg(), false],
  ])("is plain or not: %s", async (_, encode, isPlain) => {
    const plain = readPlainJpeg(await encode(sharp(photograph)).toBuffer());
    expect(plain).toEqual(isPlain ? { stored: { width: 424, height: 304 }, orientation: 1 } : null);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "is plain in EXIF orientation %i, in the order it is stored in",
    async (orientation) => {
      const stored = orientation >= 5 ? { width: 304, height: 424 } : { width: 424, height: 304 };
      expect(readPlainJpeg(await storedInOrientation(photograph, orientation))).toEqual({
        stored,
        orientation,
      });
    },
  );

  it("is never plain where libvips sees another size, turn, profile or number of channels", async () => {
    const files = await Promise.all(
      [
        sharp(photograph).withMetadata({ orientation: 6 }).jpeg(),
        sharp(photograph).withIccProfile("srgb").jpeg(),
        sharp(photograph).greyscale().jpeg(),
      ].map((picture) => picture.toBuffer()),
    );
    let plain = 0;
    for (const whole of files) {
      // EXIF first, then the profile or the tables, then the frame header.
      const header = Math.min(whole.length, 700);
      for (let at = 2; at < header; at++) {
        const damaged = Buffer.from(whole);
        damaged[at] = (at * 37) % 256;
        const read = readPlainJpeg(damaged);
        if (!read) continue;
        plain += 1;
        const seen = await sharp(damaged)
          .metadata()
          .catch(() => null);
        if (!seen) continue;
        expect([seen.width, seen.height, seen.isProgressive], `${at}`).toEqual([
          read.stored.width,
          read.stored.height,
          false,
        ]);
        expect(seen.orientation ?? 1, `${at}`).toBe(read.orientation);
        expect([1, 3], `${at}`).toContain(seen.channels);
        if (seen.icc)
          expect(seen.icc.includes("sRGB") || seen.icc.includes("s\0R\0G\0B"), `${at}`).toBe(true);
      }
    }
    expect(plain).toBeGreaterThan(300);
  });

  it("never writes past its room, whatever size its own header claims", async () => {
    // 4 · 32,768² is 2³²: reckoned in 32 bits, no room at all.
    for (const [width, height] of [
      [32_768, 32_768],
      [65_535, 65_535],
      [65, 64],
    ] as const)
      expect(
        decodePlainJpeg(await jpegClaiming(width, height), {
          stored: { width: 64, height: 64 },
          orientation: 1,
        }),
      ).toBeNull();
    expect(
      decodePlainJpeg(await jpegClaiming(64, 64), { stored: { width: 64, height: 64 }, orientation: 1 }),
    ).toMatchObject({
      width: 64,
    });
  });
});
