import { describe, expect, it } from "vitest";
import { dominantFace } from "#lib/recognition/dominant-face";

const face = (width: number, height = width) => ({ box: { x: 0, y: 0, width, height } });

describe("dominantFace", () => {
  it("has none in an empty picture", () => {
    expect(dominantFace([])).toBeNull();
  });

  it("is the only face, however small", () => {
    const only = face(3);
    expect(dominantFace([only])).toBe(only);
  });

  it("is the largest when half as large again as the next", () => {
    const largest = face(150);
    expect(dominantFace([largest, face(100), face(20)])).toBe(largest);
  });

  it("is nobody when two people are about as large: whom to compare is not ours to guess", () => {
    expect(dominantFace([face(149), face(100)])).toBeNull();
    expect(dominantFace([face(100), face(100)])).toBeNull();
  });
});
