import type { Calibrated } from "./report";

/** The result as one line of JSON for another program: fractions 0..1, intervals of 95 %. */
export function resultLine(calibrated: Calibrated): string {
  const { measured, pictures, available, missed, skipped, modelId, runtime, seconds } = calibrated;
  const { eer, tarAtFar, rank1, reject } = measured;
  return JSON.stringify({
    pictures,
    found: measured.found,
    eer: eer.rate,
    tar_at_far: byFar(tarAtFar, ({ tar }) => tar),
    genuine: measured.genuine,
    impostor: measured.impostor,
    identities: measured.identities,
    rank1: rank1?.rate ?? null,
    intervals: {
      eer: eer.rate95,
      tar_at_far: byFar(tarAtFar, ({ tar95 }) => tar95),
      rank1: rank1?.rate95 ?? null,
    },
    threshold_at_far: byFar(tarAtFar, ({ threshold }) => (Number.isFinite(threshold) ? threshold : null)),
    carried: byFar(tarAtFar, ({ carried }) => carried),
    thresholds: measured.thresholds.map(({ threshold, fmr, fnmr }) => ({ threshold, fmr, fnmr })),
    reject,
    missed,
    skipped,
    part: pictures < available,
    model: modelId,
    runtime,
    seconds: Number(seconds.toFixed(2)),
  });
}

function byFar<T>(
  points: Calibrated["measured"]["tarAtFar"],
  pick: (point: Calibrated["measured"]["tarAtFar"][number]) => T,
): Record<string, T> {
  return Object.fromEntries(points.map((point) => [String(point.far), pick(point)]));
}
