import { type Measure, percent } from "#lib/fairness/compare-groups";
import type { FairnessReport } from "#lib/fairness/report";
import { MEASURE_LEADS, MEASURE_WORDS } from "../words";

type Groups = FairnessReport["groups"];

/**
 * A measure of each group as a point with its 95 % interval, all on one scale, and the limit as an upright line. The
 * numbers stand beside it.
 */
export function ForestPlot({
  measure,
  groups,
  limit,
}: {
  measure: Measure;
  groups: Groups;
  limit: number | null;
}) {
  const ends = groups.map((group) => group[measure]?.interval[1] ?? 0);
  const most = Math.max(limit ?? 0, ...ends, 1e-6) * 1.05;
  const at = (value: number) => `${(100 * Math.min(value, most)) / most}%`;
  return (
    <figure className="grid gap-3">
      <figcaption className="grid gap-0.5">
        <span className="font-medium">{MEASURE_WORDS[measure]}</span>
        <span className="text-small text-ink-2">
          {MEASURE_LEADS[measure]}{" "}
          {limit === null ? "No limit is set." : `Limit ${percent(limit)}, the upright line.`}
        </span>
      </figcaption>
      <ul className="grid gap-2">
        {groups.map((group) => {
          const rate = group[measure];
          return (
            <li
              key={group.group}
              className="grid items-center gap-x-4 gap-y-1 text-small sm:grid-cols-[minmax(6rem,12rem)_1fr_minmax(0,19rem)]"
            >
              <span className="break-words">{group.group}</span>
              <svg aria-hidden className="h-5 w-full overflow-visible">
                <line x1="0" x2="100%" y1="10" y2="10" className="stroke-rule" />
                {limit === null ? null : (
                  <line
                    x1={at(limit)}
                    x2={at(limit)}
                    y1="0"
                    y2="20"
                    className="stroke-ink"
                    strokeWidth="1.5"
                  />
                )}
                {rate === null ? null : (
                  <>
                    <line
                      x1={at(rate.interval[0])}
                      x2={at(rate.interval[1])}
                      y1="10"
                      y2="10"
                      strokeWidth="3"
                      className="stroke-accent"
                    />
                    <circle cx={at(rate.rate)} cy="10" r="4.5" className="fill-accent" />
                  </>
                )}
              </svg>
              <span className="tabular-nums text-ink-2">
                {rate === null
                  ? "not measured: no pair"
                  : `${percent(rate.rate)}, ${percent(rate.interval[0])} to ${percent(rate.interval[1])}, ${rate.errors} of ${rate.trials}`}
              </span>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
