import type { ClockLine } from "#lib/applications/clock-lines";
import { Moment } from "#ui/moment";
import { StateBadge } from "#ui/state-badge";

/** Clocks in words, each with its day: what happens then, and what does not. */
export function ClockList({ clocks, country }: { clocks: readonly ClockLine[]; country: string | null }) {
  if (clocks.length === 0) return <p className="text-small text-ink-2">No clock runs.</p>;
  return (
    <div className="grid gap-3">
      <dl className="grid gap-3">
        {clocks.map(({ key, term, at, says, tone }) => (
          <div key={key} className="grid gap-0.5">
            <dt className="flex flex-wrap items-center justify-between gap-2 text-small text-ink-2">
              {term}
              {tone === "plain" ? null : (
                <StateBadge tone={tone}>
                  {key === "answer" ? "waits for you" : tone === "bad" ? "overdue" : "soon"}
                </StateBadge>
              )}
            </dt>
            <dd className="font-semibold">
              <Moment at={at} />
            </dd>
            <dd className="text-small text-ink-2">{says}</dd>
          </div>
        ))}
      </dl>
      {country === null ? null : (
        <p className="text-tiny text-ink-3">
          Business days leave out Saturdays, Sundays and the public holidays of {countryName(country)}.
        </p>
      )}
    </div>
  );
}

function countryName(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
}
