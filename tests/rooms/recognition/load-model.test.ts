import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { createFaceEngine } from "#lib/recognition/engine";
import { ModelFileError, readModel, readPinned } from "#lib/recognition/load-model";
import * as models from "#lib/recognition/models";

const pinned = [models.BLAZEFACE_FRONT, models.BLAZEFACE, models.FACEMESH, models.MOBILEFACENET];

describe("model files", () => {
  it.each(pinned)("$id is the file that was measured", async (spec) => {
    const graph = await readModel(spec);
    for (const output of spec.outputs) {
      expect(
        graph.nodes.some(({ name }) => name === output),
        output,
      ).toBe(true);
    }
  });

  it("refuses to start on weights that differ from their pin, and says which", async () => {
    const embeddingModel = {
      ...models.MOBILEFACENET,
      sha256: { ...models.MOBILEFACENET.sha256, bin: "0".repeat(64) },
    };
    const start = createFaceEngine({ embeddingModel });
    await expect(start).rejects.toThrow(ModelFileError);
    await expect(start).rejects.toThrow(/mobilefacenet\.bin is not the pinned file/);
  });

  it("refuses a file with one bit changed, and one that is missing", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "countersign-model-"));
    const file = path.join(folder, "weights.bin");
    // SHA-256 of the three letters "abc" (FIPS 180-2, appendix B.1).
    const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    await writeFile(file, "abc");
    await expect(readPinned(file, sha256)).resolves.toEqual(Buffer.from("abc"));
    await writeFile(file, "abb");
    await expect(readPinned(file, sha256)).rejects.toThrow(ModelFileError);
    await rm(folder, { recursive: true });
    await expect(readPinned(file, sha256)).rejects.toThrow(/weights\.bin cannot be read/);
  });

  it("has no model that guesses age, gender or emotion", () => {
    const files = Object.values(models).map(({ file }) => file);
    expect(files.sort()).toEqual(["blazeface", "blazeface-front", "facemesh", "mobilefacenet"]);
  });
});
