import type { Metadata } from "next";
import { describeGrant } from "#lib/grants/describe-grant";
import { readTerms } from "#lib/grants/terms";
import { decisionRecord, type ProposalOnRecord, type ProposalView } from "#lib/reviews/proposal-view";
import type { Outcome } from "#lib/reviews/signed-content";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { Moment } from "#ui/moment";
import { Empty, Page, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../../../_edge/current-actor";
import { CaseHeader } from "../../_case/case-header";
import { orRefusal } from "../../_case/or-refusal";
import { Refused } from "../../_case/refused";
import { ProposalText } from "../proposal-text";
import { SignatureList } from "../signature-list";
import { VoteList } from "../vote-list";

export const metadata: Metadata = { title: "Decision record" };

type Props = { params: Promise<{ id: string }> };

export default async function DecisionPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/review/${id}/decision`);
  const seen = await orRefusal(() => decisionRecord(actor, id));
  if (!seen.ok) return <Refused {...seen} />;
  const record = seen.value;
  return (
    <Page>
      <CaseHeader
        applicationId={id}
        hasBoard={record.isBoardCase}
        above={<span className="font-mono">{record.reference}</span>}
        title={`${record.organisationName}: ${record.title}`}
      />
      {record.proposals.length === 0 ? (
        <Empty title="Nothing was put before signers yet">
          <p>
            When all lanes have locked, an approver proposes a decision, and it stands here with every
            signature.
          </p>
        </Empty>
      ) : (
        record.proposals.map((proposal) => (
          <ProposalRecord key={proposal.id} applicationId={id} proposal={proposal} />
        ))
      )}
    </Page>
  );
}

function ProposalRecord({ applicationId, proposal }: { applicationId: string; proposal: ProposalOnRecord }) {
  const { decision, content } = proposal;
  const terms = content.grant_terms;
  return (
    <Section title={titleOf(proposal)} actions={<State proposal={proposal} />}>
      <DefinitionList
        items={[
          ...(decision === null
            ? []
            : [
                {
                  key: "id",
                  term: "Decision",
                  value: <code className="font-mono text-small">{decision.id}</code>,
                },
              ]),
          {
            key: "when",
            term: decision === null ? "Proposed" : "Decided",
            value: <Moment at={decision?.decidedAt ?? proposal.createdAt} />,
          },
          { key: "by", term: "Proposed by", value: proposal.proposer },
          { key: "reasons", term: "Reasons", value: <span className="font-serif">{proposal.reasons}</span> },
          { key: "void", term: "Why it is void", value: proposal.voidReason?.replaceAll("_", " ") ?? "" },
        ].filter(({ value }) => value !== "")}
      />
      <Digest value={proposal.digest} label="sha256" />
      {proposal.signatures.length === 0 ? (
        <p className="text-sm text-ink-2">Nobody signed it.</p>
      ) : (
        <div className="max-w-xl">
          <SignatureList signatures={proposal.signatures} needed={proposal.signatures.length} />
        </div>
      )}
      {proposal.votes.length === 0 ? null : (
        <>
          <h3>How the board voted</h3>
          <VoteList votes={proposal.votes} />
        </>
      )}
      {terms === null ? null : (
        <details>
          <summary className="cursor-pointer text-sm font-semibold">The grant</summary>
          <ul className="grid gap-1 pt-2 text-sm">
            {describeGrant(readTerms(terms)).map(({ sentence, machine }) => (
              <li key={machine}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
      {decision === null ? null : (
        <div className="grid justify-items-start gap-1.5">
          <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            <a href={`/review/${applicationId}/certificate?decision=${decision.id}&format=pdf`}>
              Certificate (PDF)
            </a>
            <a href={`/review/${applicationId}/certificate?decision=${decision.id}`}>
              The same as data (JSON)
            </a>
          </p>
          <p className="text-small text-ink-2">
            All that was signed, the signatures and the ledger’s proofs; anyone can verify it offline.
          </p>
        </div>
      )}
      <h3>What the digest covers</h3>
      <ProposalText proposal={proposal} />
    </Section>
  );
}

const DECIDED = {
  approve: { words: "Approved", tone: "good" },
  decline: { words: "Declined", tone: "bad" },
  defer: { words: "Deferred", tone: "warn" },
} as const satisfies Record<Outcome, object>;

function titleOf({ outcome, decision }: ProposalView): string {
  return decision === null ? `Proposal to ${outcome}` : DECIDED[outcome].words;
}

function State({ proposal }: { proposal: ProposalView }) {
  if (proposal.state === "void") return <StateBadge>void</StateBadge>;
  if (proposal.state === "open") return <StateBadge tone="warn">open</StateBadge>;
  const { words, tone } = DECIDED[proposal.outcome];
  return <StateBadge tone={tone}>{words.toLowerCase()}</StateBadge>;
}
