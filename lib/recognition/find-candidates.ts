import { cropPixels } from "./crop-pixels";
import { type Candidate, mergeCandidates } from "./detection";
import type { Point } from "./face";
import { type Affine, cutOut, type Pixels, type SquareView, toPicture } from "./pixels";
import type { Network, Tensor } from "./runtime";

const SCORE_MIN = 0.3;
const MERGE_OVERLAP = 0.3;

/** Both BlazeFaces have a fine and a coarse grid: cells along a side, anchors a cell; in the order of the outputs. */
const GRIDS = [
  { cells: 16, anchors: 2 },
  { cells: 8, anchors: 6 },
] as const;

/** Four numbers of the box, then x and y of six points. */
const BOX_NUMBERS = 16;

/** Asks a BlazeFace about one square of the picture. Each place that may hold a face comes once, best first. */
export async function findCandidates(
  blazeface: Network,
  picture: Pixels,
  view: SquareView,
): Promise<Candidate[]> {
  const map = cutOut(view, blazeface.side);
  cropPixels(picture, map, blazeface.side, blazeface.input, 0.5);
  const outputs = await blazeface.predict();
  return mergeCandidates(
    GRIDS.flatMap((grid) => readGrid(outputs, grid, blazeface.side, map)),
    MERGE_OVERLAP,
  );
}

function readGrid(
  outputs: readonly Tensor[],
  grid: (typeof GRIDS)[number],
  side: number,
  map: Affine,
): Candidate[] {
  const cell = side / grid.cells;
  const anchors = grid.cells * grid.cells * grid.anchors;
  const logits = outputOf(outputs, [1, anchors, 1]);
  const boxes = outputOf(outputs, [1, anchors, BOX_NUMBERS]);
  const found: Candidate[] = [];
  for (let anchor = 0; anchor < anchors; anchor++) {
    const logit = logits[anchor] ?? 0;
    if (logit < LOGIT_MIN) continue;
    const place = Math.floor(anchor / grid.anchors);
    const centre = {
      x: cell * ((place % grid.cells) + 0.5),
      y: cell * (Math.floor(place / grid.cells) + 0.5),
    };
    const numbers = boxes.subarray(BOX_NUMBERS * anchor, BOX_NUMBERS * (anchor + 1));
    found.push(readCandidate(numbers, centre, 1 / (1 + Math.exp(-logit)), map));
  }
  return found;
}

const LOGIT_MIN = Math.log(SCORE_MIN / (1 - SCORE_MIN));

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
