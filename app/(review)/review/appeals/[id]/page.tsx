import type { Metadata } from "next";
import { hasStaffRole } from "#lib/identity/actor";
import { ownAccount } from "#lib/identity/view";
import { AGAINST_WORDS } from "#lib/reviews/appeal";
import { type AppealDesk, appealDesk } from "#lib/reviews/appeal-view";
import { GROUND_WORDS, OUTCOME_WORDS } from "#lib/reviews/appeal-words";
import { ButtonLink, SubmitButton } from "#ui/button";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import type { Means } from "../../../../_edge/confirmation-fields";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { ConflictForm } from "../../_case/conflict-form";
import { SendBackForm } from "../../_case/send-back-form";
import { SignatureForm } from "../../_case/signature-form";
import { declare, sendBack, sign } from "./actions";
import { ProposeOutcomeForm, ReopenForm } from "./forms";

export const metadata: Metadata = { title: "Appeal" };

export default async function AppealDeskPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/review/appeals/${id}`);
  const desk = await orNotFound(() => appealDesk(actor, id));
  const { hasTotp, passkeys } = await ownAccount(actor);
  const means = { hasTotp, hasPasskey: passkeys.length > 0 };
  const { appeal } = desk;
  return (
    <Page>
      <PageHeader
        above={<span className="font-mono">{desk.reference}</span>}
        title={`Appeal: ${desk.title}`}
        lead={desk.organisationName}
        states={
          <>
            <StateBadge tone={appeal.outcome === null ? "info" : "plain"}>
              {appeal.outcome ?? "open"}
            </StateBadge>
            {desk.isOverdue ? <StateBadge tone="bad">overdue</StateBadge> : null}
          </>
        }
        actions={
          <>
            <ButtonLink href={`/review/${appeal.applicationId}`}>The case</ButtonLink>
            <ButtonLink href="/review/appeals">All appeals</ButtonLink>
          </>
        }
      />
      <Section title="What is appealed">
        <DefinitionList
          items={[
            { key: "against", term: "Against", value: AGAINST_WORDS[appeal.against] },
            {
              key: "grounds",
              term: "Grounds",
              value: appeal.grounds.map((ground) => GROUND_WORDS[ground].label).join(", "),
            },
            { key: "filed", term: "Filed", value: <Moment at={appeal.filedAt} /> },
            { key: "due", term: "To be decided by", value: <Moment at={appeal.dueAt} /> },
          ]}
        />
        <OwnWords text={appeal.statement} />
      </Section>
      {appeal.state === "open" ? <Hearing desk={desk} means={means} /> : <Decided desk={desk} />}
      {appeal.outcome === "reversed" && hasStaffRole(actor, "intake", "compliance", "compliance_officer") ? (
        <Section
          title="What comes next"
          lead="Two approvers decide anew. Setting a decision aside approves nothing."
        >
          <ReopenForm applicationId={appeal.applicationId} />
        </Section>
      ) : null}
    </Page>
  );
}

function Hearing({ desk, means }: { desk: AppealDesk; means: Means }) {
  const { appeal, refusals, conflict } = desk;
  const open = desk.proposals.find(({ state }) => state === "open");
  if (conflict === "undeclared" && refusals.length === 1) {
    return (
      <Section title="Before you take part" lead="Say whether you have a conflict of interest in this case.">
        <ConflictForm applicationId={appeal.applicationId} declare={declare} />
      </Section>
    );
  }
  const mayHear = refusals.length === 0;
  return (
    <>
      {mayHear ? null : (
        <Notice title="You do not hear this appeal">
          <ul className="list-disc pl-5">
            {refusals.map((refusal) => (
              <li key={refusal}>{refusal}</li>
            ))}
          </ul>
        </Notice>
      )}
      {open === undefined ? (
        mayHear ? (
          <Section title="Propose an outcome" lead="Two members of the panel sign the same text.">
            <ProposeOutcomeForm appealId={appeal.id} />
          </Section>
        ) : null
      ) : (
        <OpenProposal proposal={open} mayHear={mayHear} means={means} />
      )}
    </>
  );
}

type Proposal = AppealDesk["proposals"][number];

function OpenProposal({ proposal, mayHear, means }: { proposal: Proposal; mayHear: boolean; means: Means }) {
  const hasSigned = proposal.signers.some(({ isMine }) => isMine);
  return (
    <Section title={OUTCOME_WORDS[proposal.outcome].label} lead={`Proposed by ${proposal.proposer}`}>
      <ProposalWords proposal={proposal} />
      {mayHear && !hasSigned ? (
        <SignatureForm
          proposalId={proposal.id}
          digest={proposal.digest}
          means={means}
          reader="the other member"
          sign={sign}
        >
          <div>
            <SubmitButton busy="Signing…">Sign this outcome</SubmitButton>
          </div>
        </SignatureForm>
      ) : null}
      {hasSigned ? (
        <p className="text-ink-2">You have signed. The other signature is someone else’s.</p>
      ) : null}
      {mayHear ? (
        <SendBackForm proposalId={proposal.id} sendBack={sendBack}>
          <div>
            <SubmitButton look="plain">Send back</SubmitButton>
          </div>
        </SendBackForm>
      ) : null}
    </Section>
  );
}

function Decided({ desk }: { desk: AppealDesk }) {
  const proposal = desk.proposals.find(({ state }) => state === "decided");
  if (proposal === undefined) return null;
  return (
    <Section title={OUTCOME_WORDS[proposal.outcome].label} lead={OUTCOME_WORDS[proposal.outcome].help}>
      <ProposalWords proposal={proposal} />
    </Section>
  );
}

function ProposalWords({ proposal }: { proposal: Proposal }) {
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <h3>Reasons, in full</h3>
        <OwnWords text={proposal.reasons} />
      </div>
      <div className="grid gap-1">
        <h3>Reasons, as published</h3>
        <OwnWords text={proposal.publicReasons} />
      </div>
      <Digest label="sha256" value={proposal.digest} />
      <ul className="grid gap-1">
        {proposal.signers.map(({ name, signedAt, reason }) => (
          <li key={name}>
            {name}, <Moment at={signedAt} />: <span className="font-serif">{reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
