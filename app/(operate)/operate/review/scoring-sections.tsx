import { type Agreement, UNITS_MIN } from "#lib/figures/agreement";
import type { Scorer } from "#lib/figures/scorers";
import type { ScoringFigures } from "#lib/figures/scoring-figures";
import { Empty, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { daysInWords, percent, SIGNAL_WORDS, SIGNALS_SAY } from "./words";

const MINUTES_A_DAY = 24 * 60;

/** Factors that two people score apart from each other, each with its alpha on one scale from -1 to 1. */
export function AgreementSection({ scoring }: { scoring: ScoringFigures }) {
  const { agreement, twice, factors } = scoring;
  return (
    <Section
      title="Agreement between reviewers"
      lead="Krippendorff’s alpha over factors that two people scored apart from each other: 1 is agreement in all, 0 what chance would give. From 0.8 on scores can be relied on; under 0.667 the anchors, or the people, need a talk."
    >
      {twice === 0 ? (
        <Empty title="No factor was scored by two people in this time." />
      ) : (
        <ul className="grid gap-2">
          <AgreementLine name="All factors" twice={twice} agreement={agreement} />
          {factors.map((factor) => (
            <AgreementLine
              key={factor.factorId}
              name={`${factor.factorId} ${factor.name}`}
              twice={factor.twice}
              agreement={factor.agreement}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

function AgreementLine({
  name,
  twice,
  agreement,
}: {
  name: string;
  twice: number;
  agreement: Agreement | null;
}) {
  return (
    <li className="grid items-center gap-x-4 gap-y-1 text-small sm:grid-cols-[minmax(8rem,16rem)_1fr_minmax(0,16rem)]">
      <span className="break-words">{name}</span>
      <svg aria-hidden className="h-5 w-full overflow-visible">
        <line x1="0" x2="100%" y1="10" y2="10" className="stroke-rule" />
        {[0, 0.667, 0.8].map((mark) => (
          <line key={mark} x1={onScale(mark)} x2={onScale(mark)} y1="2" y2="18" className="stroke-rule-2" />
        ))}
        {agreement === null ? null : (
          <>
            <line
              x1={onScale(agreement.interval[0])}
              x2={onScale(agreement.interval[1])}
              y1="10"
              y2="10"
              strokeWidth="3"
              className="stroke-accent"
            />
            <circle cx={onScale(agreement.alpha)} cy="10" r="4.5" className="fill-accent" />
          </>
        )}
      </svg>
      <span className="tabular-nums text-ink-2">
        {agreement === null
          ? twice < UNITS_MIN
            ? `too few to say: ${twice} of ${UNITS_MIN}`
            : `all ${twice} were given the same points`
          : `${hundredths(agreement.alpha)}, ${agreement.interval.map(hundredths).join(" to ")}, ${agreement.units} times`}
      </span>
    </li>
  );
}

function hundredths(value: number): string {
  return value.toFixed(2).replace("-", "−");
}

function onScale(alpha: number): string {
  return `${50 * (1 + alpha)}%`;
}

export function Scorers({ scorers }: { scorers: readonly Scorer[] }) {
  return (
    <Section title="How people score" lead={SIGNALS_SAY}>
      {scorers.length === 0 ? (
        <Empty title="Nobody’s scores are open in this time.">
          <p>Scores count here once all lanes of their case are done.</p>
        </Empty>
      ) : (
        <Table
          caption="People who scored"
          columns={[
            { key: "name", head: "Person" },
            { key: "scores", head: "Scores", numeric: true },
            { key: "points", head: "0 to 4 points" },
            { key: "time", head: "A factor takes", numeric: true },
            { key: "reason", head: "Reason, characters", numeric: true },
            { key: "repeated", head: "Repeated", numeric: true },
            { key: "lean", head: "Beside the other", numeric: true },
            { key: "signals", head: "To ask about" },
          ]}
          rows={scorers.map((scorer) => ({
            key: scorer.personId,
            cells: [
              scorer.name,
              scorer.scores,
              <PointsPicture key="points" points={scorer.points} name={scorer.name} />,
              scorer.minutesAFactor === null ? "–" : daysInWords(scorer.minutesAFactor / MINUTES_A_DAY),
              Math.round(scorer.medianReason),
              percent(scorer.repeated),
              scorer.lean === null ? "–" : signed(scorer.lean.mean),
              scorer.signals.length === 0 ? (
                "–"
              ) : (
                <span key="signals" className="flex flex-wrap gap-1">
                  {scorer.signals.map((signal) => (
                    <StateBadge key={signal} tone="warn">
                      {SIGNAL_WORDS[signal]}
                    </StateBadge>
                  ))}
                </span>
              ),
            ],
          }))}
        />
      )}
    </Section>
  );
}

/** Five small columns, as high as the points were given often. */
function PointsPicture({ points, name }: { points: readonly number[]; name: string }) {
  const most = Math.max(...points, 1);
  return (
    <svg role="img" aria-label={`${name}: ${points.join(", ")} times 0, 1, 2, 3, 4`} width="70" height="24">
      {points.map((count, given) => {
        const height = Math.max(1, (22 * count) / most);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the points themselves
            key={given}
            x={given * 14}
            y={23 - height}
            width="11"
            height={height}
            rx="1.5"
            className="fill-accent"
          />
        );
      })}
    </svg>
  );
}

function signed(mean: number): string {
  return `${mean > 0 ? "+" : ""}${mean.toFixed(1).replace("-", "−")}`;
}
