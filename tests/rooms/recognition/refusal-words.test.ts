import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decodeImage } from "#lib/recognition/decode-image";
import { IMAGE_LIMITS, IMAGE_REASONS } from "#lib/recognition/image-header";
import { refusalWords } from "#lib/recognition/refusal-words";
import { animatedWebp } from "./pictures";

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#888" } });

async function words(image: Uint8Array): Promise<string> {
  const decoded = await decodeImage(image);
  if (decoded.ok) throw new Error("it was decoded");
  return refusalWords(decoded);
}

describe("a picture that is refused", () => {
  it("is told the one limit that it broke, with its number", async () => {
    const { bytesMax, pixelsMax, sideMax } = IMAGE_LIMITS;
    expect([bytesMax / 1024 ** 2, pixelsMax / 1e6, sideMax]).toEqual([8, 25, 8_192]);
    expect(
      await words(
        await blank(sideMax + 1, 10)
          .png()
          .toBuffer(),
      ),
    ).toBe("is over 8,192 pixels on its longer side");
    expect(await words(await blank(5_001, 5_000).png().toBuffer())).toBe("is over 25 megapixels");
    expect(await words(new Uint8Array(bytesMax + 1))).toBe("is over 8 MB");
  });

  it("is told that it is cut short, animated, empty or no picture, each in a sentence of its own", async () => {
    const jpeg = await blank(300, 200).jpeg().toBuffer();
    const frames = await animatedWebp(await blank(8, 8).jpeg().toBuffer());
    expect(await words(jpeg.subarray(0, jpeg.length / 2))).toContain("damaged or cut short");
    expect(await words(frames)).toContain("is animated: send a picture of one frame");
    expect(await words(new Uint8Array())).toBe("is empty");
    expect(await words(Buffer.from("GIF89a"))).toBe("is not a JPEG, PNG or WebP image");
    const said = IMAGE_REASONS.map((reason) =>
      refusalWords({ ok: false, refusal: "image_unsupported", reasons: [reason] }),
    );
    expect(new Set(said).size).toBe(IMAGE_REASONS.length);
  });

  it("is told what is wrong with its faces", () => {
    const face = (refusal: "no_face" | "too_many_faces" | "quality_too_low") =>
      refusalWords({ ok: false, refusal, reasons: ["blurred"] });
    expect(face("no_face")).toBe("shows no face");
    expect(face("too_many_faces")).toContain("several faces");
    expect(face("quality_too_low")).toContain("too poor to compare");
  });
});
