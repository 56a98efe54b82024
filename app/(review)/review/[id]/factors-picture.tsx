import type { FactorView } from "#lib/reviews/factor-views";

const ROW = 22;
const LEFT = 40;
const WIDTH = 290;
const BAR = WIDTH - LEFT;
const POINTS_MAX = 4;

/** Every factor's points as a bar, and where the pass mark lies on the same scale. What is sealed has no bar. */
export function FactorsPicture({ factors, passMark }: { factors: readonly FactorView[]; passMark: number }) {
  const height = factors.length * ROW + 22;
  const markX = LEFT + (BAR * passMark) / 100;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={words(factors, passMark)}
      className="w-full max-w-sm"
    >
      {factors.map((factor, index) => (
        <Bar key={factor.id} factor={factor} y={index * ROW} />
      ))}
      <line
        x1={markX}
        x2={markX}
        y1={0}
        y2={height - 18}
        className="stroke-ink-2"
        strokeWidth={1.5}
        strokeDasharray="3 3"
      />
      <text x={markX} y={height - 5} textAnchor="middle" fontSize={11} className="fill-ink-2">
        pass {passMark}
      </text>
    </svg>
  );
}

function Bar({ factor, y }: { factor: FactorView; y: number }) {
  const points = pointsOf(factor);
  return (
    <g fontSize={11}>
      <text x={0} y={y + 14} className="fill-ink-2">
        {factor.id}
        {factor.isCritical ? "★" : ""}
      </text>
      <rect x={LEFT} y={y + 4} width={BAR} height={13} rx={2} className="fill-sunken" />
      {points === null ? (
        <text x={LEFT + 6} y={y + 14} className="fill-ink-3">
          {factor.isMine ? "open" : "sealed"}
        </text>
      ) : (
        <>
          <rect
            x={LEFT}
            y={y + 4}
            width={Math.max(2, (BAR * points) / POINTS_MAX)}
            height={13}
            rx={2}
            className={points === 0 ? "fill-bad" : "fill-accent"}
          />
          <text
            x={points === 0 ? LEFT + 8 : LEFT + (BAR * points) / POINTS_MAX - 6}
            y={y + 14}
            textAnchor={points === 0 ? "start" : "end"}
            className={points === 0 ? "fill-bad" : "fill-accent-ink"}
          >
            {points}
          </text>
        </>
      )}
    </g>
  );
}

/** Of two scores the lower, which counts. */
function pointsOf({ score, other }: FactorView): number | null {
  if (score.kind === "sealed" || score.points === null) return null;
  return other?.score.kind === "revealed" ? Math.min(score.points, other.score.points) : score.points;
}

function words(factors: readonly FactorView[], passMark: number): string {
  const known = factors.filter((factor) => pointsOf(factor) !== null);
  const scores = known.map((factor) => `${factor.id} ${pointsOf(factor)}`).join(", ");
  const rest = factors.length - known.length;
  return `Points of 4 by factor: ${scores || "none yet"}; ${rest} open or sealed. Pass mark ${passMark} of 100.`;
}
