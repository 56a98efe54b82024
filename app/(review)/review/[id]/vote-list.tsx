import type { VoteView } from "#lib/reviews/vote-views";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { StateBadge } from "#ui/state-badge";

/** The board's votes with their reasons, dissents among them. */
export function VoteList({ votes }: { votes: readonly VoteView[] }) {
  return (
    <ul className="grid gap-4">
      {votes.map((cast) => (
        <li key={cast.key} className="grid gap-1 border-l-2 border-rule-2 pl-4">
          <p className="flex flex-wrap items-baseline gap-2">
            <b>{cast.isMine ? "You" : cast.member}</b>
            <StateBadge tone={TONES[cast.vote]}>{WORDS[cast.vote]}</StateBadge>
            <span className="text-small text-ink-2">
              {cast.isExternal ? "external" : "of the house"},{" "}
              {cast.isTechnical ? "technical" : "not technical"}, <Moment at={cast.at} />
              {cast.isPresent ? "" : "; counts no more"}
            </span>
          </p>
          <OwnWords text={cast.reason} />
        </li>
      ))}
    </ul>
  );
}

const WORDS = { for: "for", against: "dissent", abstain: "abstains" } as const;
const TONES = { for: "good", against: "bad", abstain: "plain" } as const;
