import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { type ApplicationStatus, applicationStatus } from "#lib/applications/status-view";
import { applicationForEdit } from "#lib/applications/view";
import { ERROR_CODES } from "#lib/platform/errors";
import { deferralForApplicant } from "#lib/reviews/authority-view";
import { type DecisionForApplicant, decisionForApplicant } from "#lib/reviews/decision-for-applicant";
import { ButtonLink } from "#ui/button";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Timeline } from "#ui/timeline";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { Answers } from "../_form/answers";
import { EvidenceList } from "../_form/evidence-list";
import { CertificateLinks } from "../_status/certificate-links";
import { ClockList } from "../_status/clock-list";
import { DecisionReport } from "../_status/decision-report";
import { Deferral } from "../_status/deferral";
import { OpenQuestions, PastQuestions } from "../_status/questions";
import { ScreeningReport } from "../_status/screening-report";
import { DropAmendmentForm } from "../_status/turn-forms";
import { WhatYouCanDo } from "../_status/what-you-can-do";

export const metadata: Metadata = { title: "Application" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ refused?: string | string[] }> };

export default async function ApplicationPage({ params, searchParams }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/applications/${id}`);
  const status = await orNotFound(() => applicationStatus(actor, id));
  if (status.state === "draft") {
    const { progress } = await applicationForEdit(actor, id);
    redirect(`/applications/${id}/${progress.find(({ state }) => state !== "done")?.section ?? "review"}`);
  }
  const decision = await decisionForApplicant(actor, id);
  const deferral = await deferralForApplicant(actor, id);
  const refused = [(await searchParams).refused].flat()[0];
  return (
    <Page inEnglish width="wide">
      <PageHeader
        above={status.reference}
        title={status.title}
        lead={status.stage.meaning}
        states={
          <>
            <StateBadge tone={status.stage.tone}>{status.stage.label}</StateBadge>
            {status.tier === null ? null : <StateBadge>Tier {status.tier.slice(1)}</StateBadge>}
          </>
        }
        actions={
          <>
            <ButtonLink href={`/api/applications/${id}/export`} look="quiet">
              Export JSON
            </ButtonLink>
            <ButtonLink href="/applications" look="quiet">
              All applications
            </ButtonLink>
          </>
        }
      />
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem] xl:grid-rows-[auto_1fr]">
        <div className="grid min-w-0 gap-8 empty:hidden">
          <AmendmentNotice status={status} />
          <OpenQuestions applicationId={id} questions={status.questions} refusal={refusalOf(refused)} />
          {deferral === null ? null : <Deferral applicationId={id} deferral={deferral} />}
          {decision === null ? null : <DecisionReport decision={decision} />}
          {decision === null ? null : <CertificateLinks applicationId={id} />}
        </div>
        <div className="min-w-0 xl:col-start-2 xl:row-span-2 xl:row-start-1">
          <CaseSide status={status} decision={decision} />
        </div>
        <div className="grid min-w-0 gap-8 xl:col-start-1">
          <PastQuestions applicationId={id} questions={status.questions} />
          {status.screening === null ? null : <ScreeningReport screening={status.screening} />}
          <FrozenApplication status={status} />
        </div>
      </div>
    </Page>
  );
}

/** A draft that is open beside the revision that reviewers have. */
function AmendmentNotice({ status: { id, amendment, revision, may } }: { status: ApplicationStatus }) {
  if (amendment === null) return null;
  return (
    <Notice title="An amendment is being written">
      <div className="grid gap-3 pt-1">
        <p>
          Opened <Moment at={amendment.openedAt} />. Reviewers have revision {revision?.number}, and go on
          with it until the amendment is submitted.
        </p>
        <div>
          <ButtonLink href={`/applications/${id}/review`} look="primary">
            Go on writing
          </ButtonLink>
        </div>
        {may.amend ? <DropAmendmentForm applicationId={id} /> : null}
      </div>
    </Notice>
  );
}

function CaseSide({
  status,
  decision,
}: {
  status: ApplicationStatus;
  decision: DecisionForApplicant | null;
}) {
  return (
    <aside className="grid min-w-0 gap-8">
      <Section title="Where it is">
        <DefinitionList
          items={[
            { key: "with", term: "Who has it", value: status.stage.holder ?? "nobody has to act" },
            { key: "in", term: "Submitted", value: momentOrDash(status.submittedAt) },
          ]}
        />
        <ClockList clocks={status.clocks} country={status.country} />
      </Section>
      <WhatYouCanDo status={status} decision={decision} />
      <Section title="What happened">
        <Timeline
          entries={status.events.map(({ key, at, stage, reason, by, note }) => ({
            key,
            at,
            title: stage,
            detail: (
              <>
                {reason}, by {by}
                {note === null ? null : <p className="font-serif">{note}</p>}
              </>
            ),
          }))}
        />
      </Section>
    </aside>
  );
}

function FrozenApplication({ status: { id, revision, evidence } }: { status: ApplicationStatus }) {
  if (revision === null) return null;
  return (
    <>
      <Section
        title={`Revision ${revision.number}, as it was signed`}
        lead="Frozen: what reviewers judge and what a decision is signed over. The digest is the SHA-256 of its canonical JSON."
      >
        <Digest label="sha256" value={revision.digest} />
        <DefinitionList
          items={[
            { key: "by", term: "Signed by", value: revision.attestedName },
            { key: "at", term: "Frozen", value: <Moment at={revision.frozenAt} /> },
            { key: "pack", term: "Policy pack", value: revision.pack },
          ]}
        />
      </Section>
      <Section title="Documents">
        {evidence.length === 0 ? (
          <p className="text-ink-2">None on file.</p>
        ) : (
          <EvidenceList applicationId={id} evidence={evidence} />
        )}
      </Section>
      <details className="border-t border-rule pt-6">
        <summary className="cursor-pointer font-serif text-[20px] font-semibold">All answers</summary>
        <div className="mt-6 grid gap-8">
          <Answers sections={revision.answers} />
        </div>
      </details>
    </>
  );
}

function momentOrDash(at: Date | null) {
  return at === null ? "–" : <Moment at={at} dayOnly />;
}

/** A refusal that a form without scripts came back with, by its code; anything else in the address is ignored. */
function refusalOf(code: string | undefined): string | null {
  return Object.entries(ERROR_CODES).find(([known]) => known === code)?.[1].title ?? null;
}
