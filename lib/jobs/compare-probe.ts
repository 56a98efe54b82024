import { listComparableOf, openFaces } from "#lib/galleries/stored-faces";
import { log } from "#lib/platform/log";
import { isOutage } from "#lib/platform/outage";
import { calibrationOf, fmrAt } from "#lib/recognition/calibration";
import { similarity } from "#lib/recognition/similarity";
import type { IdentifyResult, VerifyResult } from "./answer-contract";
import { rankCandidates } from "./candidates";
import type { Claim } from "./claim-job";
import type { GalleryCache } from "./gallery-cache";
import type { Finding, Outcome } from "./outcome";

type Probe = Extract<Outcome, { kind: "probe" }>;

/**
 * Compares a measured probe with the stored faces that its job names, as they are now. All else passes through.
 *
 * Done again, with `afresh`, when the gallery changed before the answer was released: it then rests on what is left.
 */
export async function compareProbe(
  claim: Claim,
  outcome: Outcome,
  { galleries, afresh }: { galleries: GalleryCache; afresh: boolean },
): Promise<Finding> {
  if (outcome.kind !== "probe") return outcome;
  const { compare, request } = claim;
  if (compare === null) throw new Error(`job ${claim.jobId} compares with no one`);
  if (outcome.result.model !== compare.modelId) throw new Error("a probe of another model");
  if (request.threshold === null || request.floor === null) {
    return { kind: "failure", code: "unavailable", detail: "The job has no threshold." };
  }
  return compare.subjectId === null && compare.faceId === null
    ? identify({ ...claim, compare }, outcome, { galleries, afresh })
    : verify({ ...claim, compare }, outcome);
}

type Comparing = Claim & { compare: NonNullable<Claim["compare"]> };

/** Of a subject's faces, the most alike counts. */
async function verify({ compare, jobId, request }: Comparing, probe: Probe): Promise<Finding> {
  const begun = performance.now();
  const ids = (await listComparableOf(compare)).map(({ id }) => id);
  const opened = await openOrNull(jobId, () => openFaces(compare, ids));
  if (opened === null) return unreadable();
  const scored = opened.map(({ id, subjectId, embedding }) => {
    const alike = rounded(similarity(probe.embedding, embedding, probe.embedding.length));
    embedding.fill(0);
    return { id, subjectId, similarity: alike };
  });
  const [best] = scored.sort((one, other) => other.similarity - one.similarity);
  if (best === undefined) return gone("There is no such face any more.");
  const threshold = thresholdOf(request);
  const result: VerifyResult = {
    operation: "verify",
    match: best.similarity >= threshold.applied,
    similarity: best.similarity,
    threshold,
    source: probe.result.face,
    target: { collection_id: compare.collectionId, subject_id: best.subjectId, face_id: best.id },
    model: probe.result.model,
    engine_ms: tookSince(begun, probe),
  };
  return { kind: "compared", result, restsOn: [best.id] };
}

async function identify(
  { compare, jobId, request }: Comparing,
  probe: Probe,
  { galleries, afresh }: { galleries: GalleryCache; afresh: boolean },
): Promise<Finding> {
  const begun = performance.now();
  const threshold = thresholdOf(request);
  const search = async () => {
    const found = await galleries.search(compare, {
      probe: probe.embedding,
      least: threshold.applied,
      afresh,
    });
    return found ?? { matches: null, faces: 0 };
  };
  const searched = await openOrNull(jobId, search);
  if (searched === null) return unreadable();
  if (searched.matches === null) return gone("There is no such collection any more.");
  const candidates = rankCandidates(searched.matches, request.topK ?? 0);
  const result: IdentifyResult = {
    operation: "identify",
    collection_id: compare.collectionId,
    candidates,
    searched: searched.faces,
    threshold,
    probe: probe.result.face,
    review: null,
    model: probe.result.model,
    engine_ms: tookSince(begun, probe),
  };
  return { kind: "compared", result, restsOn: candidates.map(({ face_id }) => face_id) };
}

function thresholdOf({ threshold, floor, modelId }: Claim["request"]): VerifyResult["threshold"] {
  const applied = threshold ?? 1;
  const fmr = fmrAt(modelId, applied);
  const measured_on = fmr === null ? null : (calibrationOf(modelId)?.set.name ?? null);
  return { applied, floor: floor ?? 1, fmr, measured_on };
}

/** What does not open is ours to mend and no fault of the picture; a database that is away is tried again. */
async function openOrNull<T>(jobId: string, open: () => Promise<T>): Promise<T | null> {
  try {
    return await open();
  } catch (error) {
    if (isOutage(error)) throw error;
    log.error({ err: error, jobId }, "stored faces could not be compared");
    return null;
  }
}

function unreadable(): Finding {
  return {
    kind: "failure",
    code: "unavailable",
    detail: "The stored faces could not be read; try again.",
  };
}

function gone(detail: string): Finding {
  return { kind: "refusal", code: "not_found", detail, reasons: [] };
}

function tookSince(begun: number, probe: Probe): number {
  return Number((probe.result.engine_ms + performance.now() - begun).toFixed(1));
}

/** As it is told: whoever compares the numbers of the answer comes to the same. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}
