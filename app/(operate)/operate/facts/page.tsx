import type { Metadata } from "next";
import Link from "next/link";
import { placeName } from "#lib/applications/form/places";
import { dayOf } from "#lib/policy/days";
import type { FactLine } from "#lib/policy/fact-line";
import { type FactDesk, factDesk } from "#lib/policy/fact-view";
import { ButtonLink } from "#ui/button";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { factsAsked } from "./address";
import { AskForm } from "./ask-form";
import { daysInForce, dayWords, STATE_TONES, waitsFor } from "./words";

export const metadata: Metadata = { title: "Legal facts" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Every record of the law, in both times, and what held on a day as known on another. */
export default async function FactsPage({ searchParams }: Props) {
  const actor = await requireActor("/operate/facts");
  const asked = factsAsked(await searchParams, dayOf(new Date()));
  const desk = await orNotFound(() => factDesk(actor, asked.query));
  return (
    <Page width="wide">
      <PageHeader
        title="Legal facts"
        lead="What the law is, as this service knows it. One of compliance records that a fact begins or ends, the board votes on what begins, one of legal confirms; only then a screening sees it. Nothing on record changes."
        actions={
          <>
            {desk.mayRecord ? (
              <ButtonLink href="/operate/facts/new" look="primary">
                Record a fact
              </ButtonLink>
            ) : null}
            <ButtonLink href="/policy#law">The law in time, as the public reads it</ButtonLink>
          </>
        }
      />
      <AskForm desk={desk} asked={asked} />
      <Answer answer={desk.answer} />
      <Section
        title="Records"
        lead={
          desk.lines.length === desk.total
            ? `All ${desk.total}, the newest first.`
            : `${desk.lines.length} of ${desk.total}, the newest first.`
        }
      >
        {desk.lines.length === 0 ? (
          <Empty
            title={desk.total === 0 ? "Nothing was ever recorded." : "No record is of this kind and place."}
          >
            {desk.total === 0 ? null : <Link href="/operate/facts">Show all</Link>}
          </Empty>
        ) : (
          <Records lines={desk.lines} />
        )}
      </Section>
    </Page>
  );
}

function Answer({ answer: { on, known, facts } }: { answer: FactDesk["answer"] }) {
  return (
    <Section
      id="answer"
      title={`In force on ${dayWords(on)}, as known on ${dayWords(known)}`}
      lead="What two people had put on record by the end of that day, in UTC: a screening made then of that day saw exactly this."
    >
      {facts.length === 0 ? (
        <p>No legal fact.</p>
      ) : (
        <ul className="grid gap-2">
          {facts.map(({ id, title, from, counts }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <Link href={`/operate/facts/${id}`} className="font-serif">
                {title}
              </Link>
              <span className="text-small text-ink-2">since {dayWords(from)}</span>
              <StateBadge tone={counts ? "good" : "warn"}>
                {counts ? "counts" : "counts for nothing: the pack asks more of it"}
              </StateBadge>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Records({ lines }: { lines: readonly FactLine[] }) {
  return (
    <Table
      caption="Records of the law"
      columns={[
        { key: "fact", head: "Fact" },
        { key: "place", head: "Place" },
        { key: "valid", head: "In force" },
        { key: "recorded", head: "Recorded" },
        { key: "judged", head: "Judged" },
        { key: "board", head: "Board" },
        { key: "state", head: "State" },
      ]}
      rows={lines.map((line) => ({
        key: line.id,
        cells: [
          <Link key="fact" href={`/operate/facts/${line.id}`} className="block min-w-56">
            {line.ends === null ? line.title : `End of: ${line.title}`}
          </Link>,
          line.place === null ? "–" : placeName(line.place),
          daysInForce(line),
          <By key="recorded" at={line.recordedAt} by="compliance" />,
          line.judgedAt === null ? "–" : <By key="judged" at={line.judgedAt} by="legal" />,
          boardWords(line),
          <State key="state" line={line} />,
        ],
      }))}
    />
  );
}

function By({ at, by }: { at: Date; by: string }) {
  return (
    <span className="grid">
      <Moment at={at} />
      <span className="text-small text-ink-2">by {by}</span>
    </span>
  );
}

function State({ line }: { line: FactLine }) {
  const waiting = waitsFor(line);
  return (
    <span className="grid justify-items-start gap-1">
      <StateBadge tone={STATE_TONES[line.state]}>{line.state}</StateBadge>
      {waiting === null ? null : <span className="text-small text-ink-2">{waiting}</span>}
    </span>
  );
}

function boardWords({ hasPassed, votes }: FactLine): string {
  if (hasPassed === null) return "not asked";
  const cast = `${votes.for} for, ${votes.against} against, ${votes.abstain} abstaining`;
  return hasPassed ? `passed: ${cast}` : cast;
}
