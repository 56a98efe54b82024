import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { type ApplicationStatus, applicationStatus } from "#lib/applications/status-view";
import { applicationForEdit } from "#lib/applications/view";
import { ButtonLink } from "#ui/button";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Timeline } from "#ui/timeline";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { Answers } from "../_form/answers";
import { EvidenceList } from "../_form/evidence-list";
import { ReviseForm, WithdrawForm } from "../_status/case-forms";
import { ScreeningReport } from "../_status/screening-report";

export const metadata: Metadata = { title: "Application" };

export default async function ApplicationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/applications/${id}`);
  const status = await orNotFound(() => applicationStatus(actor, id));
  if (status.state === "draft") {
    const { progress } = await applicationForEdit(actor, id);
    redirect(`/applications/${id}/${progress.find(({ state }) => state !== "done")?.section ?? "review"}`);
  }
  return (
    <Page width="wide">
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
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-8">
          {status.screening === null ? null : <ScreeningReport screening={status.screening} />}
          <FrozenApplication status={status} />
        </div>
        <CaseSide status={status} />
      </div>
    </Page>
  );
}

function CaseSide({ status }: { status: ApplicationStatus }) {
  const { id, may } = status;
  return (
    <aside className="grid gap-8">
      <Section title="Where it is">
        <DefinitionList
          items={[
            { key: "with", term: "Who has it", value: status.stage.holder ?? "nobody has to act" },
            { key: "in", term: "Submitted", value: momentOrDash(status.submittedAt) },
            { key: "due", term: "Due", value: momentOrDash(status.dueAt) },
          ]}
        />
        {status.dueAt === null ? null : (
          <p className="text-small text-ink-2">
            A clock that runs out is escalated. It never approves anything.
          </p>
        )}
      </Section>
      {may.revise || may.withdraw ? (
        <Section title="What you can do">
          {may.revise ? <ReviseForm applicationId={id} /> : null}
          {may.withdraw ? <WithdrawForm applicationId={id} /> : null}
        </Section>
      ) : null}
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
