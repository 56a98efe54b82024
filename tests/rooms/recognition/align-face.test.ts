import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignment } from "#lib/recognition/align-face";
import type { Landmarks, Point } from "#lib/recognition/face";
import { toPicture } from "#lib/recognition/pixels";

/** insightface's `arcface_dst`, eyes, nose, corners of the mouth, 4 % closer to the middle and a pixel higher. */
const TEMPLATE = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
].map(([x = 0, y = 0]) => ({ x: 55.5 + (x - 55.5) / 1.04, y: 55.5 + (y - 1 - 55.5) / 1.04 }));

function landmarks(points: readonly Point[]): Landmarks {
  const at = (index: number) => points[index] ?? { x: 0, y: 0 };
  return { eyeLeft: at(0), eyeRight: at(1), nose: at(2), mouthLeft: at(3), mouthRight: at(4) };
}

describe("alignment", () => {
  it("finds the turn, scale and shift that the face was put through", () => {
    const motion = fc.record({
      angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
      scale: fc.double({ min: 0.2, max: 20, noNaN: true }),
      x: fc.double({ min: -500, max: 5_000, noNaN: true }),
      y: fc.double({ min: -500, max: 5_000, noNaN: true }),
    });
    fc.assert(
      fc.property(motion, ({ angle, scale, x, y }) => {
        const moved = TEMPLATE.map((point) => ({
          x: scale * (point.x * Math.cos(angle) - point.y * Math.sin(angle)) + x,
          y: scale * (point.x * Math.sin(angle) + point.y * Math.cos(angle)) + y,
        }));
        const map = alignment(landmarks(moved));
        for (const [index, point] of TEMPLATE.entries()) {
          const found = toPicture(map, point);
          expect(found.x).toBeCloseTo(moved[index]?.x ?? Number.NaN, 4);
          expect(found.y).toBeCloseTo(moved[index]?.y ?? Number.NaN, 4);
        }
      }),
    );
  });

  it("stays with eyes and nose when the mouth moves", () => {
    const yawning = TEMPLATE.map(({ x, y }, index) => ({ x, y: index > 2 ? y + 8 : y }));
    const map = alignment(landmarks(yawning));
    for (const point of TEMPLATE.slice(0, 3)) {
      const { x, y } = toPicture(map, point);
      expect(Math.hypot(x - point.x, y - point.y)).toBeLessThan(2.5);
    }
  });

  it("never mirrors: a mirrored face keeps its handedness", () => {
    const mirrored = TEMPLATE.map(({ x, y }) => ({ x: 112 - x, y }));
    const { a, b, d, e } = alignment(landmarks(mirrored));
    expect(a * e - b * d).toBeGreaterThan(0);
  });
});
