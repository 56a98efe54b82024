import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createFaceEngine, type FaceEngine } from "#lib/recognition/engine";
import { type SamplePhotographs, samplePhotographs } from "#lib/recognition/sample-photographs";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { recogniseWith } from "../../workers/recognition/answer";
import { galleryCalls } from "./gallery-calls";
import { get, keepLedgerLive, postBytes, postForm, type Stack, startStack } from "./stack";

let stack: Stack;
let engine: FaceEngine;
let photographs: SamplePhotographs;
let seed: SeededGrant;

vi.setConfig({ testTimeout: 180_000 });
keepLedgerLive();
beforeAll(async () => {
  engine = await createFaceEngine();
  photographs = await samplePhotographs();
  stack = await startStack({ recognise: recogniseWith(engine), waitMs: 60_000 });
  seed = await seedGrant();
}, 120_000);
afterAll(async () => {
  await stack.stop();
  await engine.close();
});

const call = () => ({ key: seed.key });
const plain = (jpeg: Buffer) => Buffer.from(jpeg);

async function verify(source: Buffer, target: Buffer, fields: Record<string, string> = {}) {
  return postForm(
    `${stack.url}/v1/verify`,
    { source: plain(source), target: plain(target), ...fields },
    call(),
  );
}

async function grey(): Promise<Buffer> {
  return sharp({ create: { width: 320, height: 240, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
}

describe("real photographs through the API", () => {
  it("of one person match, and of two people do not", async () => {
    const [same] = photographs.samePerson;
    const [other] = photographs.otherPerson;
    if (!same || !other) throw new Error("no pairs");
    const match = await verify(same[0].jpeg, same[1].jpeg);
    expect(match.body).toMatchObject({
      status: "released",
      match: true,
      threshold: { applied: 0.5, fmr: 0.000764 },
    });
    expect(match.body.similarity).toBeGreaterThan(0.5);
    expect(match.body.source.box.width).toBeGreaterThan(50);

    const differ = await verify(other[0].jpeg, other[1].jpeg);
    expect(differ.body).toMatchObject({ status: "released", match: false });
    expect(differ.body.similarity).toBeLessThan(match.body.similarity);
  });

  it("are matched against the threshold that the call raised", async () => {
    const [same] = photographs.samePerson;
    if (!same) throw new Error("no pair");
    const { body } = await verify(same[0].jpeg, same[1].jpeg, { threshold: "0.999" });
    expect(body).toMatchObject({ match: false, threshold: { applied: 0.999, floor: 0.5 } });
  });

  it("show where the face is, with landmarks inside its box, pose and quality", async () => {
    const [photograph] = photographs.personA;
    if (!photograph) throw new Error("no photograph");
    const { status, body } = await postBytes(
      `${stack.url}/v1/detect`,
      "image/jpeg",
      plain(photograph.jpeg),
      call(),
    );
    expect(status).toBe(200);
    expect(body.faces).toHaveLength(1);
    const [{ box, landmarks, score, quality }] = body.faces;
    for (const { x, y } of Object.values<{ x: number; y: number }>(landmarks)) {
      expect(x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height).toBe(true);
    }
    expect(score).toBeGreaterThan(0.9);
    expect(["high", "medium"]).toContain(quality.level);
  });

  it("are read for what they are, whatever they are called", async () => {
    const [photograph] = photographs.personA;
    if (!photograph) throw new Error("no photograph");
    const jpeg = plain(photograph.jpeg);
    const { status, body } = await postBytes(`${stack.url}/v1/detect`, "image/png", jpeg, call());
    expect([status, body.faces?.length]).toEqual([200, 1]);
  });

  it("are enrolled when they are good enough to be kept, and refused when they show no face", async () => {
    const {
      seed: own,
      call: as,
      newCollection,
      newSubject,
      newConsent,
      facesUrl,
    } = await galleryCalls(stack.url);
    const collectionId = await newCollection();
    const subjectId = await newSubject(collectionId);
    await newConsent(subjectId);
    const url = facesUrl(collectionId, subjectId);
    const [photograph] = photographs.personA;
    if (!photograph) throw new Error("no photograph");
    const { status, body } = await postBytes(url, "image/jpeg", plain(photograph.jpeg), as());
    expect([status, body.subject_id, body.face.quality.level]).toEqual([200, subjectId, "high"]);
    expect((await postBytes(url, "image/jpeg", plain(await grey()), as())).body).toMatchObject({
      status: 422,
      code: "no_face",
      decision_id: own.decisionId,
    });
  });

  it("without a face are an empty answer to detect, and refused by verify with the picture's name", async () => {
    const empty = await grey();
    const found = await postBytes(`${stack.url}/v1/detect`, "image/jpeg", plain(empty), call());
    expect([found.status, found.body.faces]).toEqual([200, []]);
    const [photograph] = photographs.personA;
    if (!photograph) throw new Error("no photograph");
    const { body } = await verify(photograph.jpeg, empty);
    expect(body).toMatchObject({ status: 422, code: "no_face", detail: "target shows no face" });
    const job = await get(`${stack.url}/v1/jobs/${body.id}`, call());
    expect(job.body).toMatchObject({ status: "released", result: null, refusal: { code: "no_face" } });
  });

  it("of two people side by side are refused: whom to compare is the caller's to say", async () => {
    const [a] = photographs.personA;
    const [b] = photographs.others;
    if (!a || !b) throw new Error("no photographs");
    const both = await sharp({ create: { width: 900, height: 400, channels: 3, background: "#888" } })
      .composite([
        { input: a.jpeg, left: 10, top: 20 },
        { input: b.jpeg, left: 460, top: 20 },
      ])
      .jpeg()
      .toBuffer();
    const { body } = await verify(a.jpeg, both);
    expect(body).toMatchObject({ status: 422, code: "too_many_faces", reasons: ["several_faces"] });
  });

  it("blurred more and more are refused as too poor to compare while their face is still seen", async () => {
    const [photograph] = photographs.personA;
    if (!photograph) throw new Error("no photograph");
    for (let sigma = 7; sigma <= 16; sigma += 1) {
      const blurred = await sharp(photograph.jpeg).blur(sigma).jpeg().toBuffer();
      const { status, body } = await verify(photograph.jpeg, blurred);
      if (status === 200) continue;
      expect(body).toMatchObject({
        status: 422,
        code: "quality_too_low",
        reasons: ["blurred"],
        id: expect.stringMatching(/^job_/),
      });
      return;
    }
    throw new Error("no blur was too much");
  });

  it("cut short, or not a picture behind the first bytes, are refused, and the worker goes on", async () => {
    const [photograph] = photographs.personA;
    if (!photograph) throw new Error("no photograph");
    const cut = photograph.jpeg.subarray(0, Math.floor(photograph.jpeg.length / 2));
    const noise = Buffer.concat([photograph.jpeg.subarray(0, 20), Buffer.alloc(5_000, 7)]);
    for (const broken of [cut, noise]) {
      const { body } = await postBytes(`${stack.url}/v1/detect`, "image/jpeg", plain(broken), call());
      expect(body).toMatchObject({ status: 400, code: "image_unsupported", reasons: ["undecodable"] });
    }
    expect((await verify(photograph.jpeg, photograph.jpeg)).body).toMatchObject({ match: true });
  });

  it("with too many pixels for their bytes are refused from the header", async () => {
    const bomb = await sharp({ create: { width: 9_000, height: 10, channels: 3, background: "#000" } })
      .png()
      .toBuffer();
    const { body } = await postBytes(`${stack.url}/v1/detect`, "image/png", plain(bomb), call());
    expect(body).toMatchObject({ status: 413, code: "image_too_large", reasons: ["side_too_long"] });
  });
});
