import { placeName } from "#lib/applications/form/places";
import { isDay } from "#lib/policy/days";
import { DefinitionList } from "#ui/definition-list";
import { OwnWords } from "#ui/own-words";
import { StateBadge } from "#ui/state-badge";
import { dayWords } from "./words";

/** What is said of the law, as people read it before they sign and after. */
export type FactReading = {
  title: string;
  ends: boolean;
  place: string | null;
  from: string | null;
  to: string | null;
  statement: string;
  checklist: readonly { id: string; says: string; isMet: boolean; reason: string | null }[];
  source: string;
  sourceUrl: string;
  sourceDate: string;
};

export function FactText({ said }: { said: FactReading }) {
  const { ends, place, from, to } = said;
  return (
    <div className="grid gap-5">
      <OwnWords text={said.statement} />
      <DefinitionList
        items={[
          { key: "kind", term: "Kind", value: ends ? `The end of: ${said.title}` : said.title },
          ...(ends ? [] : [{ key: "place", term: "Law of", value: place ? placeName(place) : "–" }]),
          ...(ends ? [] : [{ key: "from", term: "In force from", value: inWords(from) }]),
          {
            key: "to",
            term: ends ? "Last day in force" : "In force until",
            value: to || ends ? inWords(to) : "no end is known",
          },
          { key: "source", term: "Source", value: <Source said={said} /> },
        ]}
      />
      {said.checklist.length === 0 ? null : <Checklist checklist={said.checklist} />}
    </div>
  );
}

function Source({ said: { source, sourceUrl, sourceDate } }: { said: FactReading }) {
  return (
    <span className="grid gap-0.5">
      <span className="wrap-anywhere">{source}</span>
      {sourceUrl.startsWith("https://") ? (
        <a href={sourceUrl} rel="noreferrer nofollow" className="wrap-anywhere">
          {sourceUrl}
        </a>
      ) : null}
      {sourceDate === "" ? null : (
        <span className="text-small text-ink-2">published {inWords(sourceDate)}</span>
      )}
    </span>
  );
}

function Checklist({ checklist }: Pick<FactReading, "checklist">) {
  return (
    <section className="grid gap-2">
      <h3>Human-rights checklist</h3>
      <ul className="grid">
        {checklist.map(({ id, says, isMet, reason }) => (
          <li key={id} className="grid gap-1 border-t border-rule py-3 first:border-t-0">
            <span className="flex flex-wrap items-baseline gap-2">
              <b className="font-medium">{says}</b>
              <StateBadge tone={isMet ? "good" : "bad"}>{isMet ? "met" : "not met"}</StateBadge>
            </span>
            {reason === null ? null : <OwnWords text={reason} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function inWords(day: string | null): string {
  return day !== null && isDay(day) ? dayWords(day) : (day ?? "–");
}
