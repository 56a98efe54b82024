import type { Metadata } from "next";
import { CONCERN_WORDS } from "#lib/concerns/concern";
import { type FollowedConcern, followConcern } from "#lib/concerns/view";
import { env } from "#lib/platform/env";
import { CodeBlock } from "#ui/digest";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Timeline } from "#ui/timeline";
import { orNotFound } from "../../../_edge/or-not-found";

export const metadata: Metadata = { title: "Your concern", robots: { index: false } };

type Props = { params: Promise<{ link: string }> };

export default async function FollowedConcernPage({ params }: Props) {
  const { link } = await params;
  const concern = await orNotFound(() => followConcern(link));
  const { state, reference, statement, steps } = concern;
  return (
    <Page width="prose">
      <PageHeader
        above={<span className="font-mono">{reference}</span>}
        title="Your concern"
        lead={CONCERN_WORDS[state].meaning}
        states={<StateBadge tone={CONCERN_WORDS[state].tone}>{CONCERN_WORDS[state].label}</StateBadge>}
      />
      <Notice title="Keep this address">
        <p>
          It is the only way back to your concern, and whoever has it can read this page. We keep no copy of
          it
          {concern.hasContact ? "." : ", and you left us no way to reach you."}
        </p>
      </Notice>
      <CodeBlock label="The address of this page" code={`${env().portalUrl}/concern/${link}`} />
      <Section title="Where it is">
        <Clock concern={concern} />
        <Timeline
          entries={steps.map(({ key, at, state: then, answer }) => ({
            key,
            at,
            title: CONCERN_WORDS[then].label,
            detail: answer === null ? undefined : <OwnWords text={answer} />,
          }))}
        />
      </Section>
      <Section title="What you wrote">
        <dl className="grid gap-4">
          <Said term="What happened" text={statement.happened} />
          <Said term="Where" text={statement.place} />
          <Said term="When" text={statement.happenedOn} />
          <Said term="Which organisation or system" text={statement.organisation} />
          <Said term="What shows it" text={statement.evidence} />
        </dl>
      </Section>
    </Page>
  );
}

function Clock({ concern: { state, dueAt, isOverdue } }: { concern: FollowedConcern }) {
  if (state !== "open") return null;
  return (
    <p className={isOverdue ? "text-warn" : "text-ink-2"}>
      {isOverdue ? "It should have been read by " : "A person reads it by "}
      <Moment at={dueAt} />
      {isOverdue ? "; it is late, and stands at the head of the queue." : "."}
    </p>
  );
}

function Said({ term, text }: { term: string; text: string }) {
  if (text === "") return null;
  return (
    <div className="grid gap-1">
      <dt className="text-small text-ink-2">{term}</dt>
      <dd>
        <OwnWords text={text} />
      </dd>
    </div>
  );
}
