import { percentText, type Recommendation } from "#lib/reviews/recommendation";
import { Meter } from "#ui/meter";
import { Card } from "#ui/page";
import { StateBadge } from "#ui/state-badge";

/** What the numbers suggest, said to be no more than that. */
export function RecommendationView({ recommendation }: { recommendation: Recommendation }) {
  const { quality, obstacles, recommends } = recommendation;
  const isApproval = recommends === "approve";
  return (
    <Card className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2>Recommendation of the software</h2>
        <StateBadge tone={isApproval ? "good" : "warn"}>
          {isApproval ? "approve" : "do not approve"}
        </StateBadge>
      </div>
      <p className="max-w-prose text-small text-ink-2">
        A recommendation, never a decision: you decide, and may decline what is recommended. What is not
        recommended cannot be approved.
      </p>
      {quality.ok ? (
        <div className="grid max-w-lg gap-1">
          <p className="text-sm">
            Quality {percentText(quality.percent)} against a pass mark of {quality.passMark}
          </p>
          <Meter
            value={quality.percent}
            mark={quality.passMark}
            tone={quality.pass ? "good" : "warn"}
            label={`Quality ${percentText(quality.percent)} of 100, pass mark ${quality.passMark}`}
          />
        </div>
      ) : null}
      {obstacles.length === 0 ? (
        <p className="text-sm">No factor is at 0, no critical one too low, and no rule stands against it.</p>
      ) : (
        <ul className="grid list-disc gap-1 pl-5 text-sm">
          {obstacles.map(({ code, words }) => (
            <li key={`${code} ${words}`}>{words}</li>
          ))}
        </ul>
      )}
    </Card>
  );
}
