import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cropPixels, cutOut, type Pyramid, scaleOf, toPicture } from "#lib/recognition/pixels";

const plain = (width: number, height: number, value: number): Pyramid => ({
  levels: [{ width, height, data: new Uint8Array(3 * width * height).fill(value) }],
});

/** Red rises with x, green with y, so that a pixel tells where it came from. */
function ramp(side: number): Pyramid {
  const data = new Uint8Array(3 * side * side);
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) data.set([x, y, 0], 3 * (y * side + x));
  return { levels: [{ width: side, height: side, data }] };
}

const view = fc.record({
  centre: fc.record({
    x: fc.double({ min: -50, max: 300, noNaN: true }),
    y: fc.double({ min: -50, max: 300, noNaN: true }),
  }),
  side: fc.double({ min: 1, max: 500, noNaN: true }),
  angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
});

describe("cutOut", () => {
  it("keeps the middle of the crop on the middle of the view, at any turn", () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 1, max: 256 }), (square, size) => {
        const map = cutOut(square, size);
        const middle = toPicture(map, { x: (size - 1) / 2, y: (size - 1) / 2 });
        expect(middle.x).toBeCloseTo(square.centre.x, 6);
        expect(middle.y).toBeCloseTo(square.centre.y, 6);
        expect(scaleOf(map)).toBeCloseTo(square.side / size, 6);
      }),
    );
  });

  it("is the picture itself when view and crop are the picture", () => {
    const picture = ramp(16);
    const map = cutOut({ centre: { x: 7.5, y: 7.5 }, side: 16, angle: 0 }, 16);
    expect(Array.from(cropPixels(picture, map, 16, 1, 0))).toEqual(Array.from(picture.levels[0]?.data ?? []));
  });

  it("turns clockwise: a quarter turn brings the picture's bottom left to the crop's top left", () => {
    const map = cutOut({ centre: { x: 7.5, y: 7.5 }, side: 16, angle: -Math.PI / 2 }, 16);
    const corner = toPicture(map, { x: 0, y: 0 });
    expect(corner.x).toBeCloseTo(0);
    expect(corner.y).toBeCloseTo(15);
  });
});

describe("cropPixels", () => {
  it("keeps a plain picture plain at every scale", () => {
    for (const side of [5, 16, 40, 100, 140]) {
      const map = cutOut({ centre: { x: 99.5, y: 99.5 }, side, angle: 0.3 }, 24);
      const crop = cropPixels(plain(200, 200, 100), map, 24, 1, 0);
      for (const value of crop) expect(value).toBeCloseTo(100, 3);
    }
  });

  it("finds the same place whether it shrinks by halves or not", () => {
    const picture = ramp(250);
    for (const side of [20, 60, 130, 200]) {
      const map = cutOut({ centre: { x: 120, y: 110 }, side, angle: 0 }, 10);
      const crop = cropPixels(picture, map, 10, 1, 0);
      const from = toPicture(map, { x: 3, y: 7 });
      const [red = Number.NaN, green = Number.NaN] = crop.subarray(3 * (7 * 10 + 3));
      // Each halving rounds to whole values: at most one, where an error of place would be several.
      expect(Math.abs(red - from.x)).toBeLessThan(1.1);
      expect(Math.abs(green - from.y)).toBeLessThan(1.1);
    }
  });

  it("is black outside the picture, and applies gain and bias there too", () => {
    const map = cutOut({ centre: { x: -100, y: -100 }, side: 20, angle: 0 }, 8);
    const crop = cropPixels(plain(10, 10, 255), map, 8, 1 / 127.5, -1);
    expect(new Set(crop)).toEqual(new Set([-1]));
  });

  it("copes with pictures of one pixel and of one row", () => {
    for (const [width, height] of [
      [1, 1],
      [400, 1],
      [1, 400],
    ] as const) {
      const map = cutOut({ centre: { x: 0, y: 0 }, side: 400, angle: 0 }, 16);
      const crop = cropPixels(plain(width, height, 200), map, 16, 1, 0);
      expect(crop.every((value) => value >= 0 && value <= 200)).toBe(true);
    }
  });
});
