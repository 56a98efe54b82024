import { type Candidate, mergeCandidates } from "./detection";
import type { Point } from "./face";
import { type Affine, cropPixels, cutOut, type Pyramid, type SquareView, toPicture } from "./pixels";
import type { Network, Tensor } from "./runtime";

const INPUT_SIDE = 256;
const SCORE_MIN = 0.3;
const MERGE_OVERLAP = 0.3;

/** Coarse grid of BlazeFace: cell side in pixels, anchors a cell. Order of the anchors = order of the outputs. */
const GRIDS = [
  { cell: 16, anchors: 2 },
  { cell: 32, anchors: 6 },
] as const;

/** Four numbers of the box, then x and y of six points. */
const BOX_NUMBERS = 16;

/** Asks BlazeFace about one square of the picture. Each place that may hold a face comes once, best first. */
export async function findCandidates(
  blazeface: Network,
  pyramid: Pyramid,
  view: SquareView,
): Promise<Candidate[]> {
  const map = cutOut(view, INPUT_SIDE);
  const data = cropPixels(pyramid, map, INPUT_SIDE, 1 / 127.5, -1);
  const outputs = await blazeface.predict({ shape: [1, INPUT_SIDE, INPUT_SIDE, 3], data });
  return mergeCandidates(
    GRIDS.flatMap((grid) => readGrid(outputs, grid, map)),
    MERGE_OVERLAP,
  );
}

function readGrid(outputs: readonly Tensor[], grid: (typeof GRIDS)[number], map: Affine): Candidate[] {
  const perRow = INPUT_SIDE / grid.cell;
  const anchors = perRow * perRow * grid.anchors;
  const logits = outputOf(outputs, [1, anchors, 1]);
  const boxes = outputOf(outputs, [1, anchors, BOX_NUMBERS]);
  const found: Candidate[] = [];
  for (const [anchor, logit] of logits.entries()) {
    const score = 1 / (1 + Math.exp(-logit));
    if (score < SCORE_MIN) continue;
    const cell = Math.floor(anchor / grid.anchors);
    const centre = {
      x: grid.cell * ((cell % perRow) + 0.5),
      y: grid.cell * (Math.floor(cell / perRow) + 0.5),
    };
    found.push(
      readCandidate(boxes.subarray(BOX_NUMBERS * anchor, BOX_NUMBERS * (anchor + 1)), centre, score, map),
    );
  }
  return found;
}

function readCandidate(numbers: Float32Array, anchor: Point, score: number, map: Affine): Candidate {
  const [dx = 0, dy = 0, width = 0, height = 0, ...rest] = numbers;
  const toImage = (x: number, y: number) => toPicture(map, { x: x - 0.5, y: y - 0.5 });
  const x = anchor.x + dx;
  const y = anchor.y + dy;
  const corners = [toImage(x - width / 2, y - height / 2), toImage(x + width / 2, y + height / 2)];
  const points = Array.from({ length: rest.length / 2 }, (_, index) =>
    toImage(anchor.x + (rest[2 * index] ?? 0), anchor.y + (rest[2 * index + 1] ?? 0)),
  );
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  const bounds = {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
  return { bounds, score, points };
}

function outputOf(outputs: readonly Tensor[], shape: readonly number[]): Float32Array {
  const output = outputs.find((tensor) => tensor.shape.join() === shape.join());
  if (!output) throw new Error(`blazeface has no output of shape ${shape.join("×")}`);
  return output.data;
}
