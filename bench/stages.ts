import path from "node:path";
import { ALIGNED_SIDE, alignment } from "#lib/recognition/align-face";
import { cropPixels } from "#lib/recognition/crop-pixels";
import { decodeImage, restrictDecoders } from "#lib/recognition/decode-image";
import { estimatePose } from "#lib/recognition/estimate-pose";
import { findCandidates } from "#lib/recognition/find-candidates";
import { loadModel } from "#lib/recognition/load-model";
import { measureCrop } from "#lib/recognition/measure-crop";
import { BLAZEFACE_FRONT, FACEMESH, MOBILEFACENET } from "#lib/recognition/models";
import { openRuntime } from "#lib/recognition/open-runtime";
import { assessQuality } from "#lib/recognition/quality";
import type { Network, RuntimeName } from "#lib/recognition/runtime";
import { toUnitLength } from "#lib/recognition/similarity";
import { wholeOf } from "#lib/recognition/tiles";
import { eyeDistance, landmarksOf, traceMesh, viewOf } from "#lib/recognition/trace-mesh";
import { median, readPictures, rounded } from "./measure-speed";
import { STAGES, type Stage, type Stages } from "./results";

const TURNS = { thorough: 12, quick: 3 } as const;

type Networks = Record<"quick" | "facemesh" | "embedding", Network>;

/** Runs a stage and notes how long it took. */
type Clock = <T>(stage: Stage, work: () => T | Promise<T>) => Promise<T>;

/**
 * What each stage takes of the way that most portraits go: one glance, one mesh, one embedding. The stages are called
 * one by one here, in the engine's order and with its functions.
 *
 * @throws when the first glance at a picture finds no face, as then the engine goes other ways
 */
export async function measureStages(
  runtimeName: RuntimeName,
  folders: readonly string[],
  quick: boolean,
): Promise<Stages> {
  restrictDecoders();
  const runtime = await openRuntime(runtimeName);
  const networks: Networks = {
    quick: await loadModel(runtime, BLAZEFACE_FRONT),
    facemesh: await loadModel(runtime, FACEMESH),
    embedding: await loadModel(runtime, MOBILEFACENET),
  };
  const sizes: Stages["sizes"] = {};
  for (const folder of folders) {
    const pictures = await readPictures(folder);
    const times = noTimes();
    for (const picture of pictures) await describeFace(networks, picture, clockInto(noTimes()));
    for (let turn = 0; turn < (quick ? TURNS.quick : TURNS.thorough); turn++) {
      for (const picture of pictures) await describeFace(networks, picture, clockInto(times));
    }
    sizes[path.basename(folder)] = perStage((stage) => rounded(median(times[stage])));
  }
  return { runtime: runtimeName, sizes };
}

const crop = new Uint8Array(3 * ALIGNED_SIDE * ALIGNED_SIDE);

async function describeFace(
  { quick, facemesh, embedding }: Networks,
  image: Uint8Array,
  clock: Clock,
): Promise<void> {
  const decoded = await clock("decode", () => decodeImage(image));
  if (!decoded.ok) throw new Error(`a picture was refused: ${decoded.refusal}`);
  const { pixels } = decoded;
  const [candidate] = await clock("glance", () => findCandidates(quick, pixels, wholeOf(pixels, 0)));
  if (!candidate) throw new Error("the first glance finds no face");
  const mesh = await clock("mesh", () => traceMesh(facemesh, pixels, viewOf(candidate)));
  const landmarks = landmarksOf(mesh);
  const map = await clock("align", () => {
    const aligned = alignment(landmarks);
    cropPixels(pixels, aligned, ALIGNED_SIDE, crop, 1);
    return aligned;
  });
  await clock("quality", () =>
    assessQuality({
      eyeDistancePx: eyeDistance(landmarks),
      score: 1 / (1 + Math.exp(-mesh.logOdds)),
      pose: estimatePose(mesh.points, landmarks),
      measures: measureCrop(crop, map, pixels),
    }),
  );
  await clock("embed", async () => {
    embedding.input.set(crop);
    const [output] = await embedding.predict();
    return toUnitLength(output?.data ?? new Float32Array(), MOBILEFACENET.length);
  });
}

function clockInto(times: Record<Stage, number[]>): Clock {
  return async (stage, work) => {
    const begun = performance.now();
    const result = await work();
    times[stage].push(performance.now() - begun);
    return result;
  };
}

function noTimes(): Record<Stage, number[]> {
  return perStage(() => []);
}

function perStage<T>(value: (stage: Stage) => T): Record<Stage, T> {
  const [decode, glance, mesh, align, quality, embed] = STAGES;
  return {
    decode: value(decode),
    glance: value(glance),
    mesh: value(mesh),
    align: value(align),
    quality: value(quality),
    embed: value(embed),
  };
}
