import type { DetectResult, VerifyResult } from "#lib/jobs/answer-contract";
import type { Outcome } from "#lib/jobs/outcome";
import type { Slot } from "#lib/jobs/pictures";
import { calibrationOf, fmrAt } from "#lib/recognition/calibration";
import type { Embedded, FaceEngine } from "#lib/recognition/engine";
import type { Face, Refused } from "#lib/recognition/face";
import { refusalWords } from "#lib/recognition/refusal-words";
import type { Recogniser, Work } from "./recogniser";

/** Answers with one engine in this process. */
export function recogniseWith(engine: FaceEngine): Recogniser {
  return async (work) => {
    const { modelId } = work.request;
    if (modelId !== engine.modelId) {
      // A threshold means something for one model only.
      return failure(`This worker runs ${engine.modelId}, and the job was accepted for ${modelId}.`);
    }
    if (work.operation === "detect") return detect(engine, work);
    if (work.request.against !== undefined) return measureProbe(engine, work);
    if (work.operation === "verify_1_1") return verify(engine, work);
    if (work.operation === "enrol") return enrol(engine, work);
    return failure(`No worker answers ${work.operation} yet.`);
  };
}

async function detect(engine: FaceEngine, work: Work): Promise<Outcome> {
  const begun = performance.now();
  const found = await engine.detect(picture(work, "image"));
  if (!found.ok) return refusal(found);
  const result: DetectResult = {
    operation: "detect",
    image: found.image,
    faces: found.faces.map(presentFace),
    model: engine.modelId,
    engine_ms: since(begun),
  };
  return { kind: "answer", result };
}

async function verify(engine: FaceEngine, work: Work): Promise<Outcome> {
  const { threshold, floor, modelId } = work.request;
  if (threshold === null || floor === null) return failure("The job has no threshold.");
  const begun = performance.now();
  const compared = await engine.verify(picture(work, "source"), picture(work, "target"));
  if (!compared.ok) return refusal(compared, compared.which);
  // As it is told: whoever compares the two numbers of the answer comes to the same.
  const similarity = rounded(compared.similarity, 6);
  const fmr = fmrAt(modelId, threshold);
  const result: VerifyResult = {
    operation: "verify",
    match: similarity >= threshold,
    similarity,
    threshold: {
      applied: threshold,
      floor,
      fmr,
      measured_on: fmr === null ? null : (calibrationOf(modelId)?.set.name ?? null),
    },
    source: presentCompared(compared.source),
    target: presentCompared(compared.target),
    model: engine.modelId,
    engine_ms: since(begun),
  };
  return { kind: "answer", result };
}

/** A template is made of a good face only; what may be compared once may be too poor to be kept. */
async function enrol(engine: FaceEngine, work: Work): Promise<Outcome> {
  const begun = performance.now();
  const measured = await engine.embed(picture(work, "image"), "enrolment");
  if (!measured.ok) return refusal(measured);
  return { kind: "enrolment", ...presentMeasured(engine, measured, begun) };
}

/** The stored faces are not for this process: the worker compares, with what is measured here. */
async function measureProbe(engine: FaceEngine, work: Work): Promise<Outcome> {
  const slot = work.operation === "verify_1_1" ? "source" : "image";
  const begun = performance.now();
  const measured = await engine.embed(picture(work, slot));
  if (!measured.ok) return refusal(measured, slot);
  return { kind: "probe", ...presentMeasured(engine, measured, begun) };
}

function presentMeasured({ modelId }: FaceEngine, { face, embedding }: Embedded, begun: number) {
  return { result: { face: presentCompared(face), model: modelId, engine_ms: since(begun) }, embedding };
}

function picture({ pictures }: Work, slot: Slot): Uint8Array {
  const bytes = pictures.get(slot);
  if (bytes === undefined) throw new Error(`the job has no ${slot}`);
  return bytes;
}

function refusal(refused: Refused, slot: Slot = "image"): Outcome {
  const { refusal: code, reasons } = refused;
  return { kind: "refusal", code, detail: `${slot} ${refusalWords(refused)}`, reasons };
}

function failure(detail: string): Outcome {
  return { kind: "failure", code: "unavailable", detail };
}

function presentFace({
  box,
  score,
  landmarks,
  pose,
  quality,
  eyeDistancePx,
}: Face): DetectResult["faces"][number] {
  const { eyeLeft, eyeRight, nose, mouthLeft, mouthRight } = landmarks;
  const at = ({ x, y }: { x: number; y: number }) => ({ x: rounded(x, 1), y: rounded(y, 1) });
  return {
    box,
    score: rounded(score, 4),
    landmarks: {
      eye_left: at(eyeLeft),
      eye_right: at(eyeRight),
      nose: at(nose),
      mouth_left: at(mouthLeft),
      mouth_right: at(mouthRight),
    },
    pose: { yaw: rounded(pose.yaw, 1), pitch: rounded(pose.pitch, 1), roll: rounded(pose.roll, 1) },
    quality: { level: quality.level, reasons: [...quality.reasons] },
    eye_distance: rounded(eyeDistancePx, 1),
  };
}

function presentCompared({ box, quality }: Face): VerifyResult["source"] {
  return { box, quality: { level: quality.level, reasons: [...quality.reasons] } };
}

function since(begun: number): number {
  return rounded(performance.now() - begun, 1);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
