import type { Metadata } from "next";
import { ownAccount } from "#lib/identity/view";
import { type ProposalPage, proposalPage } from "#lib/staff/view";
import { ButtonLink } from "#ui/button";
import { OwnWords } from "#ui/own-words";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Timeline } from "#ui/timeline";
import type { Means } from "../../../../_edge/confirmation-fields";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { SignedText } from "../../_signed/signed-text";
import { ProposalText } from "../proposal-text";
import { PROPOSAL_TONES, PROPOSAL_WORDS } from "../words";
import { JudgeForm } from "./forms";

export const metadata: Metadata = { title: "Proposal" };

type Props = { params: Promise<{ id: string }> };

/** One proposal: as it reads, what happened to it, and what its reader may do about it. */
export default async function StaffProposalPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/operate/people/${id}`);
  const proposal = await orNotFound(() => proposalPage(actor, id));
  const { hasTotp, passkeys } = await ownAccount(actor);
  const { said, state, digest, canonical } = proposal;
  return (
    <Page>
      <PageHeader
        above={
          <>
            Proposal <span className="font-mono">{id}</span>
          </>
        }
        title={proposal.action === "enrol" ? `Enrol ${proposal.name}` : `End roles of ${proposal.name}`}
        states={<StateBadge tone={PROPOSAL_TONES[state]}>{PROPOSAL_WORDS[state]}</StateBadge>}
        actions={<ButtonLink href="/operate/people">People</ButtonLink>}
      />
      <Section title="As it reads">
        <ProposalText
          said={{
            ends: said.action === "end",
            name: said.name,
            email: said.email,
            roles: said.roles.map(({ role, home_lane: homeLane }) => ({ role, homeLane })),
            employer: said.employer ?? "",
            pastEmployers: said.past_employers.map(
              ({ employer, from, to }) => `${employer}, ${from} to ${to}`,
            ),
            reason: said.reason,
          }}
        />
      </Section>
      <SignedText digest={digest} canonical={canonical} />
      <Judging proposal={proposal} means={{ hasTotp, hasPasskey: passkeys.length > 0 }} />
      <History proposal={proposal} />
    </Page>
  );
}

function Judging({ proposal, means }: { proposal: ProposalPage; means: Means }) {
  const { id, digest, mayJudge, ownPart, state } = proposal;
  if (mayJudge) {
    return (
      <Section title="Judge it" lead="You are the second person. What you confirm takes effect.">
        <JudgeForm proposalId={id} digest={digest} means={means} />
      </Section>
    );
  }
  if (state !== "proposed" || ownPart === null) return null;
  const words = {
    proposed: "You proposed this; another person judges it.",
    concerned: "This concerns you; another person judges it.",
  };
  return <p className="text-ink-2">{words[ownPart]}</p>;
}

function History({ proposal: { history } }: { proposal: ProposalPage }) {
  return (
    <Section title="What happened">
      <Timeline
        entries={history.map(({ key, at, what, name, isMine, reason, proof }) => ({
          key,
          at,
          title: `${isMine ? "You" : name} ${what} it`,
          detail: (
            <div className="grid gap-1">
              {reason === null ? null : <OwnWords text={reason} />}
              <span>{proof}</span>
            </div>
          ),
        }))}
      />
    </Section>
  );
}
