import type { Metadata } from "next";
import Link from "next/link";
import { type FindingPage, findingPage } from "#lib/findings/view";
import { DefinitionList } from "#ui/definition-list";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { CloseFindingForm } from "../forms";
import { OUTCOME_WORDS, SEVERITY_TONES, SEVERITY_WORDS, SOURCE_WORDS, STEP_WORDS } from "../words";

export const metadata: Metadata = { title: "Finding" };

type Props = { params: Promise<{ id: string }> };

/** One finding: what, by whom, what the tenant answered, what its clock did, and how it ends. */
export default async function OneFindingPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/operate/findings/${id}`);
  const finding = await orNotFound(() => findingPage(actor, id));
  return (
    <Page>
      <PageHeader
        above={<Link href="/operate/findings">Findings</Link>}
        title={`${finding.tenant}, ${finding.reference ?? "all its grants"}`}
        states={
          <StateBadge tone={SEVERITY_TONES[finding.severity]}>{SEVERITY_WORDS[finding.severity]}</StateBadge>
        }
      />
      <Standing finding={finding} />
      <Section title="What was found">
        <OwnWords text={finding.found} />
        <DefinitionList
          items={[
            { key: "source", term: "From", value: SOURCE_WORDS[finding.source] },
            { key: "evidence", term: "What shows it", value: <OwnWords text={finding.evidence} /> },
            { key: "by", term: "Recorded by", value: finding.recordedBy },
            { key: "at", term: "Recorded", value: <Moment at={finding.recordedAt} /> },
            { key: "due", term: "To be mended by", value: <Moment at={finding.dueAt} /> },
            ...finding.steps.map(({ step, at }) => ({
              key: step,
              term: STEP_WORDS[step],
              value: <Moment at={at} />,
            })),
          ]}
        />
      </Section>
      <Section title="What the tenant says it has mended">
        {finding.answers.length === 0 ? (
          <Empty title="No answer yet." />
        ) : (
          <ul className="grid gap-4">
            {finding.answers.map(({ id: key, mended, at }) => (
              <li key={key} className="grid gap-1 border-rule-2 border-s-2 ps-4">
                <p className="text-small text-ink-2">
                  {finding.answeredBy[key]}, <Moment at={at} />
                </p>
                <OwnWords text={mended} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {finding.mayClose ? (
        <Section
          title="Close it"
          lead="Its clock stops. A grant that was stopped goes on once two people reinstate it."
        >
          <CloseFindingForm findingId={finding.id} />
        </Section>
      ) : null}
    </Page>
  );
}

function Standing({ finding }: { finding: FindingPage }) {
  const { closed, closedBy, next, lastStep, tenantId } = finding;
  if (closed !== null) {
    return (
      <Notice tone="good" title={`Closed: ${OUTCOME_WORDS[closed.outcome]}`}>
        {closedBy}, <Moment at={closed.at} />: {closed.reason}
      </Notice>
    );
  }
  return (
    <Notice
      tone={lastStep === null ? "warn" : "bad"}
      title={lastStep === null ? "Its time runs" : `${STEP_WORDS[lastStep]}: its time has run out`}
    >
      {next === null ? (
        <>
          A person decides: <Link href={`/operate/tenants/${tenantId}`}>revoke its grant</Link>, or close the
          finding.{" "}
        </>
      ) : (
        <>
          Next, unless it is closed: {STEP_WORDS[next.step].toLowerCase()}, <Moment at={next.at} />.{" "}
        </>
      )}
      {finding.isRecorder ? "You recorded it: another person closes it." : ""}
    </Notice>
  );
}
