import type { Point } from "./face";

/** Edges in pixels of the picture; may reach outside it. */
export type Bounds = { left: number; top: number; right: number; bottom: number };

/** A place that may hold a face. `points`: eyeLeft, eyeRight, nose, mouth, earLeft, earRight. */
export type Candidate = { bounds: Bounds; score: number; points: readonly Point[] };

/** Shared area over joint area, 0..1. */
export function overlap(one: Bounds, other: Bounds): number {
  const shared = sharedArea(one, other);
  return shared / (areaOf(one) + areaOf(other) - shared);
}

/** How much of the smaller lies within the larger, 0..1. */
export function containment(one: Bounds, other: Bounds): number {
  return sharedArea(one, other) / Math.min(areaOf(one), areaOf(other));
}

function sharedArea(one: Bounds, other: Bounds): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return Math.max(0, width) * Math.max(0, height);
}

function areaOf({ left, top, right, bottom }: Bounds): number {
  return (right - left) * (bottom - top);
}

/**
 * Merges boxes that overlap by more than `limit` into their mean, weighted by score, as MediaPipe's blazeface does:
 * neighbouring anchors each see the face a little differently, and their mean is steadier than the best of them.
 */
export function mergeCandidates(candidates: readonly Candidate[], limit: number): Candidate[] {
  const merged: Candidate[] = [];
  let rest = candidates.toSorted((a, b) => b.score - a.score);
  for (let best = rest[0]; best; best = rest[0]) {
    const { bounds } = best;
    const group = rest.filter((other) => other === best || overlap(bounds, other.bounds) > limit);
    merged.push(meanOf(best, group));
    rest = rest.filter((other) => !group.includes(other));
  }
  return merged;
}

function meanOf(best: Candidate, group: readonly Candidate[]): Candidate {
  const total = group.reduce((sum, { score }) => sum + score, 0);
  const mean = (value: (candidate: Candidate) => number) =>
    group.reduce((sum, candidate) => sum + candidate.score * value(candidate), 0) / total;
  return {
    score: best.score,
    bounds: {
      left: mean(({ bounds }) => bounds.left),
      top: mean(({ bounds }) => bounds.top),
      right: mean(({ bounds }) => bounds.right),
      bottom: mean(({ bounds }) => bounds.bottom),
    },
    points: best.points.map((point, index) => ({
      x: mean(({ points }) => points[index]?.x ?? point.x),
      y: mean(({ points }) => points[index]?.y ?? point.y),
    })),
  };
}
