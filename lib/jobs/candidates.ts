import type { Candidate } from "./answer-contract";

/**
 * Who may be on a probe: subjects, not faces, each by the face most like it, best first.
 *
 * @param matches best first, all of them at or over the threshold
 * @param topK how many at most
 */
export function rankCandidates(
  matches: readonly { id: string; subjectId: string; similarity: number }[],
  topK: number,
): Candidate[] {
  const best = new Map<string, (typeof matches)[number]>();
  for (const match of matches) if (!best.has(match.subjectId)) best.set(match.subjectId, match);
  return [...best.values()].slice(0, topK).map(({ id, subjectId, similarity }, at) => ({
    rank: at + 1,
    subject_id: subjectId,
    face_id: id,
    similarity: Number(similarity.toFixed(6)),
  }));
}
