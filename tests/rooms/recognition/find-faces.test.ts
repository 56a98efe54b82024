import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeImage } from "#lib/recognition/decode-image";
import { type FindNetworks, findFaces } from "#lib/recognition/find-faces";
import { loadModel } from "#lib/recognition/load-model";
import { BLAZEFACE, BLAZEFACE_FRONT, FACEMESH } from "#lib/recognition/models";
import { openRuntime } from "#lib/recognition/open-runtime";
import type { Network } from "#lib/recognition/runtime";
import { type SamplePhotographs, samplePhotographs } from "#lib/recognition/sample-photographs";
import { benchPictures } from "../../../bench/bench-pictures";

let networks: FindNetworks;
let samples: SamplePhotographs;

/** The networks asked since the last look, in order. */
let asked: string[] = [];

function noting(name: string, network: Network): Network {
  return {
    ...network,
    predict: () => {
      asked.push(name);
      return network.predict();
    },
  };
}

beforeAll(async () => {
  const runtime = await openRuntime();
  networks = {
    quick: noting("quick", await loadModel(runtime, BLAZEFACE_FRONT)),
    thorough: noting("thorough", await loadModel(runtime, BLAZEFACE)),
    facemesh: noting("mesh", await loadModel(runtime, FACEMESH)),
  };
  samples = await samplePhotographs();
});
afterAll(async () => {
  for (const network of Object.values(networks)) await network.dispose();
});

async function find(image: Uint8Array) {
  const decoded = await decodeImage(image);
  if (!decoded.ok) throw new Error(decoded.refusal);
  asked = [];
  return findFaces(networks, decoded.pixels, "dominant_face");
}

describe("a person before a background", () => {
  it.each(["640", "1500"] as const)("is found by one glance and one mesh at a width of %s", async (size) => {
    for (const { name, jpeg } of await benchPictures(size)) {
      expect(await find(jpeg), name).toHaveLength(1);
      expect(asked, name).toEqual(["quick", "mesh"]);
    }
  });
});

describe("a picture upside down", () => {
  it("is never answered from a mesh that stands on its head, whoever it shows", async () => {
    for (const { name, jpeg } of [...samples.personA, ...samples.others]) {
      const turned = await sharp(jpeg).rotate(180).png().toBuffer();
      for (const { landmarks } of await find(turned)) {
        // The eyes are below the mouth, and the left one is on the right.
        expect(landmarks.eyeLeft.y, name).toBeGreaterThan(landmarks.mouthLeft.y);
        expect(landmarks.eyeLeft.x, name).toBeGreaterThan(landmarks.eyeRight.x);
      }
    }
  });
});
