import type { Metadata } from "next";
import Link from "next/link";
import { CONCERN_WORDS, FILED_AS_WORDS } from "#lib/concerns/concern";
import { type ConcernDetail, concernDetail } from "#lib/concerns/staff-view";
import { DefinitionList } from "#ui/definition-list";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Timeline } from "#ui/timeline";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { DecideForm, TriageForm } from "./forms";

export const metadata: Metadata = { title: "Concern" };

type Props = { params: Promise<{ id: string }> };

export default async function ConcernPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/review/concerns/${id}`);
  const concern = await orNotFound(() => concernDetail(actor, id));
  const { state, reference, statement, isOverdue } = concern;
  const words = CONCERN_WORDS[state];
  return (
    <Page>
      <PageHeader
        above={
          <>
            <Link href="/review/concerns">Concerns</Link>, <span className="font-mono">{reference}</span>
          </>
        }
        title="A concern"
        lead={`Filed as: “${FILED_AS_WORDS[concern.filedAs]}”`}
        states={
          <>
            <StateBadge tone={words.tone}>{words.label}</StateBadge>
            {isOverdue ? <StateBadge tone="bad">overdue</StateBadge> : null}
          </>
        }
      />
      <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,27rem)]">
        <div className="grid gap-8">
          <Section title="What happened">
            <OwnWords text={statement.happened} />
            {statement.evidence === "" ? null : (
              <>
                <h3>What shows it</h3>
                <OwnWords text={statement.evidence} />
              </>
            )}
          </Section>
          <NextStep concern={concern} />
        </div>
        <Facts concern={concern} />
      </div>
    </Page>
  );
}

function NextStep({ concern }: { concern: ConcernDetail }) {
  const { id, may, grant } = concern;
  const grants = concern.grants.map((one) => ({
    value: one.id,
    label: `${one.tenantName}: ${one.applicationTitle} (${one.state})`,
  }));
  if (may.triage) {
    return (
      <Section
        title="Triage"
        lead="Read it, find out what it is about, and say what you found. It decides nothing; the filer is told that it was read."
      >
        <TriageForm concernId={id} grants={grants} />
      </Section>
    );
  }
  if (may.decide) {
    return (
      <Section
        title="Decide"
        lead="The answer goes to the filer, in these words. What is upheld opens a review of the approval."
      >
        <DecideForm concernId={id} grants={grants} grantId={grant?.id ?? ""} />
      </Section>
    );
  }
  return null;
}

function Facts({ concern }: { concern: ConcernDetail }) {
  const { statement, contact, hasContact, grant, steps, filedAt, dueAt } = concern;
  return (
    <aside className="grid gap-8">
      <Section title="As they say">
        <DefinitionList
          items={[
            { key: "place", term: "Where", value: <OwnWords text={statement.place} /> },
            { key: "when", term: "When", value: <OwnWords text={statement.happenedOn} /> },
            {
              key: "who",
              term: "Organisation",
              value: statement.organisation && <OwnWords text={statement.organisation} />,
            },
            {
              key: "contact",
              term: "Contact",
              value:
                contact === null ? (
                  hasContact ? (
                    "given, not for your role"
                  ) : (
                    "none given"
                  )
                ) : (
                  <OwnWords text={contact} />
                ),
            },
            { key: "filed", term: "Filed", value: <Moment at={filedAt} /> },
            { key: "due", term: "Triage due", value: <Moment at={dueAt} /> },
          ]}
        />
      </Section>
      <Section title="As we found">
        {grant === null ? (
          <p className="text-small text-ink-2">No approval was found to be concerned.</p>
        ) : (
          <p className="text-sm">
            <Link href={`/review/${grant.applicationId}`}>{grant.applicationTitle}</Link>
            <span className="block text-small text-ink-2">
              {grant.tenantName}, {grant.state}
            </span>
          </p>
        )}
        <Timeline
          entries={steps.map(({ key, at, state, answer, note }) => ({
            key,
            at,
            title: CONCERN_WORDS[state].label,
            detail:
              answer === null && note === null ? undefined : (
                <div className="grid gap-2">
                  {answer === null ? null : (
                    <div>
                      To the filer: <OwnWords text={answer} />
                    </div>
                  )}
                  {note === null ? null : (
                    <div>
                      Among staff: <OwnWords text={note} />
                    </div>
                  )}
                </div>
              ),
          }))}
        />
      </Section>
    </aside>
  );
}
