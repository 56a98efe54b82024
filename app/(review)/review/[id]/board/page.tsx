import type { Metadata } from "next";
import Link from "next/link";
import { ownAccount } from "#lib/identity/view";
import { type BoardDesk, boardDesk } from "#lib/reviews/board-view";
import { Digest } from "#ui/digest";
import { Notice } from "#ui/form-message";
import { OwnWords } from "#ui/own-words";
import { Page, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import type { Means } from "../../../../_edge/confirmation-fields";
import { requireActor } from "../../../../_edge/current-actor";
import { CaseHeader } from "../../_case/case-header";
import { ConflictForm } from "../../_case/conflict-form";
import { orRefusal } from "../../_case/or-refusal";
import { Refused } from "../../_case/refused";
import { declare } from "../actions";
import { ProposalText } from "../proposal-text";
import { VoteList } from "../vote-list";
import { VoteForm } from "./vote-form";

export const metadata: Metadata = { title: "Board" };

/** The board's page of one case: what it votes on, who voted how, and whether that suffices. */
export default async function BoardPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/review/${id}/board`);
  const seen = await orRefusal(() => boardDesk(actor, id));
  if (!seen.ok) return <Refused {...seen} back={`/review/${id}`} />;
  const desk = seen.value;
  const { hasTotp, passkeys } = await ownAccount(actor);
  return (
    <Page>
      <CaseHeader
        applicationId={id}
        hasBoard
        above={
          <>
            <span className="font-mono">{desk.reference}</span>, {desk.organisationName}
          </>
        }
        title="The board on this approval"
        states={
          <StateBadge tone={desk.tally.hasPassed ? "good" : "warn"}>
            {desk.tally.hasPassed ? "passed" : "not passed"}
          </StateBadge>
        }
      />
      <Standing desk={desk} />
      {desk.votes.length === 0 ? null : (
        <Section title="Votes" lead="A vote against is a dissent, and stays in the record with its reason.">
          <VoteList votes={desk.votes} />
        </Section>
      )}
      <Section title="What is voted on" lead={`Proposed by ${desk.proposal.proposer}.`}>
        <OwnWords text={desk.proposal.reasons} />
        <Digest value={desk.proposal.digest} label="sha256" />
        <p className="text-small">
          <Link href={`/review/${id}/sign`}>The grant that it would make, in words</Link>
        </p>
        <ProposalText proposal={desk.proposal} />
      </Section>
      <Voting desk={desk} means={{ hasTotp, hasPasskey: passkeys.length > 0 }} />
    </Page>
  );
}

function Standing({ desk: { tally, isStale } }: { desk: BoardDesk }) {
  return (
    <Section
      title="Where it stands"
      lead={`${tally.present} of ${tally.seats} members have voted: ${tally.for} for, ${tally.against} against, ${tally.abstain} abstaining.`}
    >
      {tally.hasPassed ? (
        <p>The board has passed it. Two approvers from different lanes sign, and only then it is decided.</p>
      ) : (
        <ul className="grid list-disc gap-1 pl-5">
          {tally.lacks.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {isStale ? (
        <Notice tone="bad" title="What this covers has changed">
          Nobody votes on it any more; propose again from what is there now.
        </Notice>
      ) : null}
    </Section>
  );
}

function Voting({ desk, means }: { desk: BoardDesk; means: Means }) {
  if (!desk.isOpen || desk.isStale) return null;
  if (desk.hasVoted) return <p className="text-ink-2">You have voted; a vote stands.</p>;
  if (desk.conflict === "undeclared" && desk.refusals.length === 1) {
    return (
      <Section title="Before you vote" lead="Say whether you have a conflict of interest in this case.">
        <ConflictForm applicationId={desk.applicationId} declare={declare} next="board" />
      </Section>
    );
  }
  if (desk.refusals.length > 0) {
    return (
      <Notice title="You do not vote on this">
        <ul className="list-disc pl-5">
          {desk.refusals.map((refusal) => (
            <li key={refusal}>{refusal}</li>
          ))}
        </ul>
      </Notice>
    );
  }
  return (
    <Section title="Vote">
      <VoteForm proposalId={desk.proposal.id} digest={desk.proposal.digest} means={means} />
    </Section>
  );
}
