import { STAGES } from "#lib/applications/stage";
import { CLOCKS, OUTCOMES, type ReviewFigures } from "#lib/figures/review-figures";
import { Meter } from "#ui/meter";
import { Moment } from "#ui/moment";
import { Empty, Section } from "#ui/page";
import { Table } from "#ui/table";
import { type Fill, ShareBar, ShareHead } from "./share-bar";
import { CLOCK_WORDS, daysInWords, OUTCOME_WORDS } from "./words";

const OUTCOME_FILLS: Readonly<Record<(typeof OUTCOMES)[number], Fill>> = {
  approve: "good",
  decline: "bad",
  defer: "warn",
  refused_by_rule: "ink",
  withdrawn: "quiet",
};

const CLOCK_FILLS: Readonly<Record<(typeof CLOCKS)[number], Fill>> = {
  overdue: "bad",
  two_days: "warn",
  week: "accent",
  later: "good",
  stands: "quiet",
};

/** What a state is called; one of a later version is shown as it is. */
function stateWords(state: string): string {
  return Object.entries(STAGES).find(([key]) => key === state)?.[1].label ?? state.replaceAll("_", " ");
}

/** All on one scale, so that the longest stay is the longest bar. */
export function Stays({ stays }: { stays: ReviewFigures["stays"] }) {
  const most = Math.max(...stays.map(({ ninetiethDays }) => ninetiethDays), 1e-6);
  return (
    <Section
      title="Time in each stage"
      lead="Of the stays that ended in this time: the bar is the median, the upright line where nine of ten were over."
    >
      {stays.length === 0 ? <Empty title="No case left a stage in this time." /> : null}
      <ul className="grid gap-2">
        {stays.map(({ state, stays: count, medianDays, ninetiethDays }) => (
          <li
            key={state}
            className="grid items-center gap-x-4 gap-y-1 text-small sm:grid-cols-[minmax(8rem,12rem)_1fr_minmax(0,16rem)]"
          >
            <span>{stateWords(state)}</span>
            <Meter
              value={medianDays}
              mark={ninetiethDays}
              max={most}
              label={`${stateWords(state)}: median ${daysInWords(medianDays)}, nine of ten within ${daysInWords(ninetiethDays)}`}
            />
            <span className="tabular-nums text-ink-2">
              {daysInWords(medianDays)}, nine of ten within {daysInWords(ninetiethDays)}; {count}{" "}
              {count === 1 ? "stay" : "stays"}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Outcomes({ outcomes }: { outcomes: ReviewFigures["outcomes"] }) {
  return (
    <Section title="What came of cases" lead="By tier, in this time.">
      {outcomes.length === 0 ? (
        <Empty title="Nothing was decided in this time." />
      ) : (
        <Table
          caption="Outcomes by tier"
          columns={[
            { key: "tier", head: "Tier" },
            { key: "shares", head: "In proportion" },
            ...OUTCOMES.map((outcome) => ({
              key: outcome,
              head: <ShareHead words={OUTCOME_WORDS[outcome]} fill={OUTCOME_FILLS[outcome]} />,
              numeric: true,
            })),
          ]}
          rows={outcomes.map(({ tier, cases }) => ({
            key: tier,
            cells: [
              tier,
              <ShareBar
                key="shares"
                parts={OUTCOMES.map((key) => ({ key, count: cases[key], fill: OUTCOME_FILLS[key] }))}
              />,
              ...OUTCOMES.map((outcome) => cases[outcome]),
            ],
          }))}
        />
      )}
    </Section>
  );
}

export function Clocks({ clocks }: { clocks: ReviewFigures["clocks"] }) {
  return (
    <Section title="Open clocks" lead="Cases that people have in hand now, by when their review is due.">
      {clocks.length === 0 ? (
        <Empty title="No case is in hand." />
      ) : (
        <Table
          caption="Open clocks by stage"
          columns={[
            { key: "state", head: "Stage" },
            { key: "shares", head: "In proportion" },
            ...CLOCKS.map((clock) => ({
              key: clock,
              head: <ShareHead words={CLOCK_WORDS[clock]} fill={CLOCK_FILLS[clock]} />,
              numeric: true,
            })),
          ]}
          rows={clocks.map(({ state, cases }) => ({
            key: state,
            cells: [
              stateWords(state),
              <ShareBar
                key="shares"
                parts={CLOCKS.map((key) => ({ key, count: cases[key], fill: CLOCK_FILLS[key] }))}
              />,
              ...CLOCKS.map((clock) =>
                clock === "overdue" && cases.overdue > 0 ? (
                  <strong key={clock} className="text-bad">
                    {cases.overdue}
                  </strong>
                ) : (
                  cases[clock]
                ),
              ),
            ],
          }))}
        />
      )}
    </Section>
  );
}

export function Load({ load }: { load: ReviewFigures["load"] }) {
  return (
    <Section title="In hand by lane" lead="Seats that people hold and have not locked.">
      {load.length === 0 ? (
        <Empty title="Nobody holds an open seat." />
      ) : (
        <Table
          caption="Open seats by lane"
          columns={[
            { key: "lane", head: "Lane" },
            { key: "seats", head: "Open seats", numeric: true },
            { key: "people", head: "People", numeric: true },
            { key: "oldest", head: "The oldest since" },
          ]}
          rows={load.map(({ lane, seats, people, oldest }) => ({
            key: lane,
            cells: [lane, seats, people, <Moment key="oldest" at={oldest} dayOnly />],
          }))}
        />
      )}
    </Section>
  );
}
