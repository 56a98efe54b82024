import type { Metadata } from "next";
import Link from "next/link";
import { describeGrant } from "#lib/grants/describe-grant";
import { readTerms } from "#lib/grants/terms";
import { ownAccount } from "#lib/identity/view";
import { type SigningDesk, signingDesk } from "#lib/reviews/decision-view";
import { percentText } from "#lib/reviews/recommendation";
import { Digest } from "#ui/digest";
import { Notice } from "#ui/form-message";
import { Card, Page, Section } from "#ui/page";
import type { Means } from "../../../../_edge/confirmation-fields";
import { requireActor } from "../../../../_edge/current-actor";
import { CaseHeader } from "../../_case/case-header";
import { ConflictForm } from "../../_case/conflict-form";
import { orRefusal } from "../../_case/or-refusal";
import { Refused } from "../../_case/refused";
import { UnverifiedDocuments } from "../../_case/unverified-documents";
import { declare } from "../actions";
import { ProposalText } from "../proposal-text";
import { SignatureList } from "../signature-list";
import { SendBack, SignForm } from "./forms";

export const metadata: Metadata = { title: "Sign" };

type Props = { params: Promise<{ id: string }> };

export default async function SignPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/review/${id}/sign`);
  const seen = await orRefusal(() => signingDesk(actor, id));
  if (!seen.ok) return <Refused {...seen} back={`/review/${id}`} />;
  const desk = seen.value;
  const { hasTotp, passkeys } = await ownAccount(actor);
  return (
    <Page>
      <CaseHeader
        applicationId={id}
        hasBoard={desk.isBoardCase}
        above={
          <>
            <span className="font-mono">{desk.reference}</span>, revision {desk.revisionNumber},{" "}
            {desk.organisationName}
          </>
        }
        title={titleOf(desk)}
      />
      <p className="max-w-prose text-ink-2">{leadOf(desk)}</p>
      {desk.isStale ? (
        <Notice tone="bad" title="What this covers has changed">
          The application, its screening or a score is not what it was when this was proposed. Nobody can sign
          it; propose again from what is there now.
        </Notice>
      ) : null}
      {desk.isForBoard ? (
        <Notice title="A board decides this first">
          Its members vote over this very digest; approvers sign what they have passed.{" "}
          <Link href={`/review/${id}/board`}>The board’s votes</Link>
        </Notice>
      ) : null}
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <SignedClauses desk={desk} />
        <aside aria-label="Signatures" className="grid content-start gap-4">
          <Card className="grid gap-4">
            <h2>Signatures</h2>
            <SignatureList signatures={desk.proposal.signatures} needed={desk.needed} />
            <div className="grid gap-1 border-t border-rule pt-3">
              <p className="text-small font-semibold">You sign exactly this</p>
              <Digest value={desk.proposal.digest} />
            </div>
            <Signing desk={desk} means={{ hasTotp, hasPasskey: passkeys.length > 0 }} />
            <p className="text-small text-ink-2">
              Any change to the application, its documents, the scores or the conditions voids every
              signature.
            </p>
          </Card>
        </aside>
      </div>
    </Page>
  );
}

function titleOf({ proposal }: SigningDesk): string {
  if (proposal.outcome === "decline") return "Decline the application";
  if (proposal.outcome === "defer") return "Defer until an authority is on record";
  const { conditions } = proposal.content;
  const count = (conditions?.rule_conditions.length ?? 0) + (conditions?.further.length ?? 0);
  return count === 0
    ? "Approve within this grant"
    : `Approve with ${count} ${count === 1 ? "condition" : "conditions"}`;
}

function leadOf({ recommendation: { quality, recommends }, proposal }: SigningDesk): string {
  const measured = quality.ok
    ? `quality ${percentText(quality.percent)} against a pass mark of ${quality.passMark}`
    : "not every factor is scored";
  const end =
    proposal.outcome === "approve"
      ? "You decide. What you sign becomes, word for word, what the worker pool enforces."
      : proposal.outcome === "defer"
        ? "You decide. The case waits until what is missing is on record, and then two people decide anew."
        : "You decide. A refusal takes as many signatures as an approval, and the applicant reads its reasons.";
  return `The software ${recommends === "approve" ? "recommends approval" : "does not recommend approval"}: ${measured}. ${end}`;
}

function SignedClauses({ desk }: { desk: SigningDesk }) {
  const { proposal } = desk;
  const terms = proposal.content.grant_terms;
  return (
    <div className="grid content-start gap-8">
      <section className="grid gap-2">
        <h2>Reasons</h2>
        <p className="max-w-prose font-serif text-[17px] whitespace-pre-line">{proposal.reasons}</p>
        <p className="text-small text-ink-2">Proposed by {proposal.proposer}</p>
      </section>
      {terms === null ? null : (
        <section className="grid gap-2">
          <h2>The grant</h2>
          <ul className="grid">
            {describeGrant(readTerms(terms)).map(({ sentence, machine }) => (
              <li
                key={machine}
                className="grid gap-x-4 gap-y-0.5 border-t border-rule py-3 sm:grid-cols-[1fr_15rem]"
              >
                <span className="font-serif text-[16px]">{sentence}</span>
                <span className="font-mono text-small break-words text-ink-2">{machine}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <UnverifiedDocuments applicationId={desk.applicationId} documents={proposal.content.documents ?? []} />
      <Section title="What the digest covers">
        <ProposalText proposal={proposal} />
      </Section>
    </div>
  );
}

function Signing({ desk, means }: { desk: SigningDesk; means: Means }) {
  const { proposal, applicationId } = desk;
  if (desk.hasSigned) {
    return (
      <div className="grid gap-4">
        <p className="text-sm">You have signed. It waits for someone from another lane.</p>
        <SendBack proposalId={proposal.id} isApproval={false} />
      </div>
    );
  }
  if (desk.conflict === "undeclared" && desk.signRefusals.length === 1) {
    return (
      <div className="grid gap-3 border-t border-rule pt-3">
        <p className="text-sm font-semibold">Before you sign</p>
        <ConflictForm applicationId={applicationId} declare={declare} next="sign" />
      </div>
    );
  }
  if (desk.signRefusals.length > 0) {
    return (
      <div className="grid gap-4">
        <Notice tone="warn" title="You cannot sign this">
          <ul className="grid gap-1 text-small">
            {desk.signRefusals.map((refusal) => (
              <li key={refusal}>{refusal}</li>
            ))}
          </ul>
        </Notice>
        {desk.maySendBack ? (
          <SendBack proposalId={proposal.id} isApproval={proposal.outcome === "approve"} />
        ) : null}
      </div>
    );
  }
  return (
    <div className="grid gap-6">
      {desk.isStale ? null : (
        <SignForm
          proposalId={proposal.id}
          digest={proposal.digest}
          outcome={proposal.outcome}
          means={means}
        />
      )}
      <SendBack proposalId={proposal.id} isApproval={proposal.outcome === "approve"} />
    </div>
  );
}
