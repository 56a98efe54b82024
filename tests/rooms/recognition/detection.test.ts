import { describe, expect, it } from "vitest";
import { type Candidate, containment, mergeCandidates, overlap } from "#lib/recognition/detection";

const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
const candidate = (score: number, left: number): Candidate => ({
  score,
  bounds: box(left, 0, left + 100, 100),
  points: [{ x: left + 30, y: 40 }],
});

describe("overlap and containment", () => {
  it("are 0 apart, 1 for the same box", () => {
    expect(overlap(box(0, 0, 10, 10), box(20, 0, 30, 10))).toBe(0);
    expect(overlap(box(0, 0, 10, 10), box(0, 0, 10, 10))).toBe(1);
    expect(containment(box(0, 0, 10, 10), box(20, 20, 30, 30))).toBe(0);
  });

  it("tell a box inside another from one beside it", () => {
    expect(overlap(box(0, 0, 100, 100), box(0, 0, 50, 50))).toBe(0.25);
    expect(containment(box(0, 0, 100, 100), box(0, 0, 50, 50))).toBe(1);
  });
});

describe("mergeCandidates", () => {
  it("makes one of the anchors that see one face, weighted by how sure they are", () => {
    const [merged, ...rest] = mergeCandidates([candidate(0.4, 10), candidate(0.8, 0)], 0.3);
    expect(rest).toEqual([]);
    expect(merged?.score).toBe(0.8);
    expect(merged?.bounds.left).toBeCloseTo((0.4 * 10 + 0.8 * 0) / 1.2);
    expect(merged?.points[0]?.x).toBeCloseTo(30 + 10 / 3);
  });

  it("keeps people apart who stand side by side, best first", () => {
    const merged = mergeCandidates([candidate(0.5, 0), candidate(0.9, 200)], 0.3);
    expect(merged.map(({ score }) => score)).toEqual([0.9, 0.5]);
  });

  it("has nothing to say about nothing", () => {
    expect(mergeCandidates([], 0.3)).toEqual([]);
  });
});
