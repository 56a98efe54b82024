import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type SamplePhotographs, samplePhotographs } from "#lib/recognition/sample-photographs";
import { seedGrant } from "#tests/support/grants";
import { type EngineHost, startEngineHost } from "../../workers/recognition/engine-host";
import type { Recogniser } from "../../workers/recognition/recogniser";
import { galleryCalls } from "./gallery-calls";
import { keepLedgerLive, postBytes, postForm, postJson, type Stack, startStack } from "./stack";

let stack: Stack;
let host: EngineHost;
let photographs: SamplePhotographs;
let calls: Awaited<ReturnType<typeof galleryCalls>>;

vi.setConfig({ testTimeout: 180_000 });
keepLedgerLive();
beforeAll(async () => {
  host = await startEngineHost({ limitMs: 60_000, onUnavailable: () => undefined });
  photographs = await samplePhotographs();
  stack = await startStack({ recognise: host.recognise, waitMs: 60_000 });
  calls = await galleryCalls(stack.url);
}, 180_000);
afterAll(async () => {
  await stack.stop();
  await host.close();
});

/** Two people in one collection, enrolled from real photographs by an engine in a process of its own. */
async function twoPeople() {
  const own = await seedGrant({
    terms: { collectionsMax: 5, facesMax: 20, topK: 3, operations: ["enrol", "verify_1_1", "identify_1_n"] },
  });
  const collectionId = await calls.newCollection(own);
  const enrol = async (jpeg: Buffer) => {
    const subjectId = await calls.newSubject(collectionId, own);
    const { body: consent } = await calls.newConsent(subjectId, {}, own);
    const url = calls.facesUrl(collectionId, subjectId);
    const { status, body } = await postBytes(url, "image/jpeg", Buffer.from(jpeg), calls.call(own));
    expect(status, JSON.stringify(body)).toBe(200);
    return { subjectId, consentId: consent.id as string, faceId: body.face_id as string };
  };
  const [pair] = photographs.samePerson;
  const [stranger] = photographs.otherPerson;
  if (!pair || !stranger) throw new Error("no photographs");
  const him = await enrol(pair[0].jpeg);
  const other = await enrol(stranger[1].jpeg);
  const search = () => {
    const fields = { image: Buffer.from(pair[1].jpeg), collection_id: collectionId };
    return postForm(`${stack.url}/v1/identify`, fields, calls.call(own));
  };
  return { own, him, other, search, probe: pair[1].jpeg };
}

describe("real photographs against a collection", () => {
  it("find the one who is on the probe, and nobody else, and verify against his stored face", async () => {
    const { own, him, other, search, probe } = await twoPeople();
    const { status, body } = await search();
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.candidates).toMatchObject([{ rank: 1, subject_id: him.subjectId, face_id: him.faceId }]);
    expect(body).toMatchObject({ searched: 2, lead_only: true, threshold: { applied: 0.5, fmr: 0.000764 } });
    const verify = (face_id: string) =>
      postForm(`${stack.url}/v1/verify`, { source: Buffer.from(probe), face_id }, calls.call(own));
    const same = await verify(him.faceId);
    expect(same.body).toMatchObject({ match: true, target: { face_id: him.faceId } });
    expect(same.body.similarity).toBe(body.candidates[0].similarity);
    expect((await verify(other.faceId)).body).toMatchObject({ match: false });
  });

  it("match nobody who withdraws while the worker is at work", async () => {
    const { own, him, search } = await twoPeople();
    expect((await search()).body.candidates).toHaveLength(1);
    const withdrawing: Recogniser = async (work) => {
      const outcome = await host.recognise(work);
      await postJson(`${stack.url}/v1/consents/${him.consentId}/withdraw`, {}, calls.call(own));
      return outcome;
    };
    stack.answerWith(withdrawing);
    const { status, body } = await search();
    stack.answerWith(host.recognise);
    expect([status, body.candidates, body.searched]).toEqual([200, [], 1]);
  });
});
