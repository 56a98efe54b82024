import sharp from "sharp";

export type Decoded = { width: number; height: number; rgb: Uint8Array };

/** With sharp, upright, as our own engine decodes: neither package brings a decoder for Node that works offline. */
export async function decode(image: Uint8Array): Promise<Decoded> {
  const { data, info } = await sharp(image)
    .autoOrient()
    .flatten({ background: "#808080" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data };
}

/** One thread: the unit of scale is the process. */
export function decodeOnOneThread(): void {
  sharp.concurrency(1);
  sharp.cache(false);
}
