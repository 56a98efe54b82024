import type { Landmarks, Pose } from "./face";
import { type MeshPoint, pointAt } from "./trace-mesh";

/** Mesh points that span the face: forehead to chin, cheek to cheek (MediaPipe's numbering). */
const FOREHEAD = 10;
const CHIN = 152;
const CHEEK_LEFT = 234;
const CHEEK_RIGHT = 454;

/** The plane through forehead and chin leans forward in a level head: median pitch of 128 press portraits, degrees. */
const LEVEL_PITCH = -8;

const DEGREES = 180 / Math.PI;

/**
 * Which way the face looks, from the plane that the mesh spans. Yaw and pitch are those of the head after its roll
 * is taken out, so that a face lying on its side is not taken for one that looks up.
 */
export function estimatePose(points: readonly MeshPoint[], { eyeLeft, eyeRight }: Landmarks): Pose {
  const roll = Math.atan2(eyeRight.y - eyeLeft.y, eyeRight.x - eyeLeft.x);
  const along = vector(points, CHEEK_LEFT, CHEEK_RIGHT, roll);
  const down = vector(points, FOREHEAD, CHIN, roll);
  // along × down points into the picture, away from us: the face looks the other way.
  const look = {
    x: along.z * down.y - along.y * down.z,
    y: along.x * down.z - along.z * down.x,
    z: along.y * down.x - along.x * down.y,
  };
  const length = Math.hypot(look.x, look.y, look.z) || 1;
  return {
    roll: roll * DEGREES,
    yaw: Math.atan2(look.x, -look.z) * DEGREES,
    pitch: Math.asin(-look.y / length) * DEGREES - LEVEL_PITCH,
  };
}

/** From one mesh point to another, in the frame of the upright head. */
function vector(points: readonly MeshPoint[], from: number, to: number, roll: number): MeshPoint {
  const start = pointAt(points, from);
  const end = pointAt(points, to);
  const x = end.x - start.x;
  const y = end.y - start.y;
  const [cos, sin] = [Math.cos(roll), Math.sin(roll)];
  return { x: x * cos + y * sin, y: y * cos - x * sin, z: end.z - start.z };
}
