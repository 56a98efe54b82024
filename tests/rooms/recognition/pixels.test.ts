import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cropPixels } from "#lib/recognition/crop-pixels";
import { type Affine, cutOut, type Pixels, scaleOf, toPicture, uprightPixels } from "#lib/recognition/pixels";

const pixel = (red: number, green: number, blue: number) => red | (green << 8) | (blue << 16);

const plain = (width: number, height: number, value: number): Pixels =>
  uprightPixels({ width, height }, new Uint32Array(width * height).fill(pixel(value, value, value)));

/** Red rises with x, green with y, so that a pixel tells where it came from. */
function ramp(side: number): Pixels {
  const data = Uint32Array.from({ length: side * side }, (_, at) =>
    pixel(at % side, Math.floor(at / side), 0),
  );
  return uprightPixels({ width: side, height: side }, data);
}

function cropOf(picture: Pixels, map: Affine, size: number, detail: 0.5 | 1 = 1): Uint8Array {
  const crop = new Uint8Array(3 * size * size);
  cropPixels(picture, map, size, crop, detail);
  return crop;
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
    const map = cutOut({ centre: { x: 7.5, y: 7.5 }, side: 16, angle: 0 }, 16);
    const crop = cropOf(ramp(16), map, 16);
    const places = Array.from({ length: 256 }, (_, at) => [at % 16, Math.floor(at / 16), 0]);
    expect(Array.from(crop)).toEqual(places.flat());
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
      for (const detail of [0.5, 1] as const) {
        const map = cutOut({ centre: { x: 99.5, y: 99.5 }, side, angle: 0.3 }, 24);
        expect(new Set(cropOf(plain(200, 200, 100), map, 24, detail))).toEqual(new Set([100]));
      }
    }
  });

  it("carries white and black without overflow", () => {
    for (const side of [12, 30, 90, 199]) {
      const map = cutOut({ centre: { x: 99.5, y: 99.5 }, side, angle: 0 }, 12);
      expect(new Set(cropOf(plain(200, 200, 255), map, 12))).toEqual(new Set([255]));
    }
  });

  it("finds the same place at every scale", () => {
    const picture = ramp(250);
    for (const side of [8, 20, 60, 130, 200]) {
      const map = cutOut({ centre: { x: 120, y: 110 }, side, angle: 0 }, 10);
      const from = toPicture(map, { x: 3, y: 7 });
      const [red = Number.NaN, green = Number.NaN] = cropOf(picture, map, 10).subarray(3 * (7 * 10 + 3));
      expect(Math.abs(red - from.x)).toBeLessThan(1.1);
      expect(Math.abs(green - from.y)).toBeLessThan(1.1);
    }
  });

  it("does not let a fine pattern through that the crop cannot hold", () => {
    const stripes = plain(240, 240, 0);
    stripes.data.forEach((_, at) => {
      stripes.data[at] = at % 2 === 0 ? pixel(200, 200, 200) : 0;
    });
    const map = cutOut({ centre: { x: 119.5, y: 119.5 }, side: 240, angle: 0 }, 60);
    for (const value of cropOf(stripes, map, 60)) expect(Math.abs(value - 100)).toBeLessThanOrEqual(1);
  });

  it("is the same whether the edge is near or far: black beyond it, and no seam", () => {
    const side = 48;
    const border = 40;
    const content = ramp(side);
    const framed = plain(side + 2 * border, side + 2 * border, 0);
    for (let row = 0; row < side; row++) {
      const line = content.data.subarray(row * side, (row + 1) * side);
      framed.data.set(line, (row + border) * framed.width + border);
    }
    const square = fc.record({
      x: fc.double({ min: 10, max: side - 10, noNaN: true }),
      y: fc.double({ min: 10, max: side - 10, noNaN: true }),
      side: fc.double({ min: 4, max: 60, noNaN: true }),
      angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
      detail: fc.constantFrom(0.5 as const, 1 as const),
    });
    fc.assert(
      fc.property(square, ({ x, y, side: length, angle, detail }) => {
        const near = cropOf(content, cutOut({ centre: { x, y }, side: length, angle }, 16), 16, detail);
        const centre = { x: x + border, y: y + border };
        const far = cropOf(framed, cutOut({ centre, side: length, angle }, 16), 16, detail);
        // A sample may fall to the other side of a rounding: one pixel's worth of the ramp and of its black edge.
        const worst = near.reduce((most, value, at) => Math.max(most, Math.abs(value - (far[at] ?? 0))), 0);
        expect(worst).toBeLessThanOrEqual(side / 4);
        const mean = near.reduce((sum, value, at) => sum + Math.abs(value - (far[at] ?? 0)), 0) / near.length;
        expect(mean).toBeLessThan(0.2);
      }),
    );
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)(
    "does not show that its picture is stored in orientation %i",
    (orientation) => {
      const picture = ramp(40);
      const stored = uprightPixels({ width: 40, height: 40 }, new Uint32Array(1600), orientation);
      for (let y = 0; y < 40; y++) {
        for (let x = 0; x < 40; x++)
          stored.data[stored.origin + x * stored.right + y * stored.down] = x | (y << 8);
      }
      for (const side of [12, 30, 90]) {
        const map = cutOut({ centre: { x: 22.3, y: 17.1 }, side, angle: 0.4 }, 16);
        expect(cropOf(stored, map, 16)).toEqual(cropOf(picture, map, 16));
      }
    },
  );

  it("is black outside the picture", () => {
    const map = cutOut({ centre: { x: -100, y: -100 }, side: 20, angle: 0 }, 8);
    expect(new Set(cropOf(plain(10, 10, 255), map, 8))).toEqual(new Set([0]));
  });

  it("copes with pictures of one pixel and of one row", () => {
    for (const [width, height] of [
      [1, 1],
      [400, 1],
      [1, 400],
    ] as const) {
      const map = cutOut({ centre: { x: 0, y: 0 }, side: 400, angle: 0 }, 16);
      expect(cropOf(plain(width, height, 200), map, 16).every((value) => value <= 200)).toBe(true);
    }
  });
});
