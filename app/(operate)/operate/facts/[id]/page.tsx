import type { Metadata } from "next";
import Link from "next/link";
import { ownAccount } from "#lib/identity/view";
import { type FactPage, factPage } from "#lib/policy/fact-view";
import { ButtonLink } from "#ui/button";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Timeline } from "#ui/timeline";
import type { Means } from "../../../../_edge/confirmation-fields";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { SignedText } from "../../_signed/signed-text";
import { FactText } from "../fact-text";
import { daysInForce, EVENT_WORDS, ROLE_WORDS, STATE_TONES, waitsFor } from "../words";
import { JudgeForm, VoteForm } from "./forms";

export const metadata: Metadata = { title: "Legal fact" };

type Props = { params: Promise<{ id: string }> };

/** One record of the law: as it reads, what happened to it, and what its reader may do about it. */
export default async function LegalFactPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/operate/facts/${id}`);
  const fact = await orNotFound(() => factPage(actor, id));
  const { hasTotp, passkeys } = await ownAccount(actor);
  const waiting = waitsFor(fact);
  return (
    <Page>
      <PageHeader
        above={
          <>
            Legal fact <span className="font-mono">{fact.id}</span>
          </>
        }
        title={fact.ends === null ? fact.title : `End of: ${fact.title}`}
        lead={fact.ends === null ? `${IN_FORCE[fact.state]} ${daysInForce(fact)}.` : undefined}
        states={
          <>
            <StateBadge tone={STATE_TONES[fact.state]}>{fact.state}</StateBadge>
            {waiting === null ? null : <span className="text-small text-ink-2">{waiting}</span>}
          </>
        }
        actions={
          <>
            {fact.may.end ? <ButtonLink href={`/operate/facts/${id}/end`}>Record its end</ButtonLink> : null}
            <ButtonLink href="/operate/facts">All facts</ButtonLink>
            <ButtonLink href="/policy#law">The law in time, as the public reads it</ButtonLink>
          </>
        }
      />
      <Section title="As it reads">
        <FactText said={readingOf(fact)} />
        {fact.ends === null ? null : (
          <p>
            <Link href={`/operate/facts/${fact.ends}`}>The fact that it ends</Link>
          </p>
        )}
      </Section>
      <SignedText digest={fact.digest} canonical={fact.canonical} />
      <Judging fact={fact} means={{ hasTotp, hasPasskey: passkeys.length > 0 }} />
      <History fact={fact} />
    </Page>
  );
}

function readingOf({ said, title, checklist }: FactPage) {
  return {
    title,
    ends: said.ends !== null,
    place: said.place ?? null,
    from: said.in_force_from,
    to: said.in_force_to,
    statement: said.statement ?? "",
    checklist,
    source: said.source,
    sourceUrl: said.source_url ?? "",
    sourceDate: said.source_date ?? "",
  };
}

const IN_FORCE: Readonly<Record<FactPage["state"], string>> = {
  proposed: "As proposed, in force",
  confirmed: "In force",
  ended: "Was in force",
  refused: "Never in force; it was proposed",
};

function Judging({ fact, means }: { fact: FactPage; means: Means }) {
  const { id, digest, may, ownPart, state, hasPassed } = fact;
  const signed = { factId: id, digest, means };
  if (may.vote) {
    return (
      <Section title="Vote" lead="Read what it says and its source. A vote stands once it is cast.">
        <VoteForm {...signed} />
      </Section>
    );
  }
  if (may.refuse) {
    return (
      <Section
        title="Judge it"
        lead={
          hasPassed === false
            ? "The board has not passed it: it can be refused, and not confirmed yet."
            : "You are the second person. What you confirm counts from that moment on."
        }
      >
        <JudgeForm {...signed} mayConfirm={may.confirm} />
      </Section>
    );
  }
  if (state !== "proposed" || ownPart === null) return null;
  const words = {
    recorded: "You recorded this; another person judges it.",
    voted: "You have voted; a vote stands.",
  };
  return <p className="text-ink-2">{words[ownPart]}</p>;
}

function History({ fact: { history, endings } }: { fact: FactPage }) {
  return (
    <Section title="What happened">
      <Timeline
        entries={history.map(({ key, at, what, role, isMine, reason, proof }) => ({
          key,
          at,
          title: `${isMine ? "You" : sentenceCase(ROLE_WORDS[role])} ${EVENT_WORDS[what]}`,
          detail: (
            <div className="grid gap-1">
              {reason === null ? null : <OwnWords text={reason} />}
              <span>{proof}</span>
            </div>
          ),
        }))}
      />
      {endings.length === 0 ? null : (
        <ul className="grid gap-2">
          {endings.map((ending) => (
            <li key={ending.id} className="flex flex-wrap items-baseline gap-2">
              <Link href={`/operate/facts/${ending.id}`}>Its end, {daysInForce(ending)}</Link>
              <StateBadge tone={STATE_TONES[ending.state]}>{ending.state}</StateBadge>
              <span className="text-small text-ink-2">
                recorded <Moment at={ending.recordedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
