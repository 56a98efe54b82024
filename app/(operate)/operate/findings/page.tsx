import type { Metadata } from "next";
import Link from "next/link";
import { type FindingLine, findingsDesk } from "#lib/findings/view";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { OUTCOME_WORDS, SEVERITY_TONES, SEVERITY_WORDS, STEP_WORDS } from "./words";

export const metadata: Metadata = { title: "Findings" };

/** What was found against tenants: what is open with its clock, and what was closed. */
export default async function FindingsPage() {
  const actor = await requireActor("/operate/findings");
  const findings = await orNotFound(() => findingsDesk(actor));
  const open = findings.filter(({ closed }) => closed === null);
  const closed = findings.filter(({ closed: end }) => end !== null);
  return (
    <Page>
      <PageHeader
        title="Findings"
        lead="What was found against a tenant, and by when it must be mended. Left open it restricts the grants, thirty days later it suspends them, and after thirty more people are asked to revoke. A finding is recorded from its tenant’s page."
      />
      <Section title="Open" lead="The next to run out first.">
        {open.length === 0 ? (
          <Empty title="No finding is open." />
        ) : (
          <Findings findings={open} caption="Open findings" />
        )}
      </Section>
      {closed.length === 0 ? null : (
        <Section title="Closed">
          <Findings findings={closed} caption="Closed findings" />
        </Section>
      )}
    </Page>
  );
}

function Findings({ findings, caption }: { findings: readonly FindingLine[]; caption: string }) {
  return (
    <Table
      caption={caption}
      columns={[
        { key: "tenant", head: "Organisation" },
        { key: "case", head: "Against" },
        { key: "severity", head: "Severity" },
        { key: "due", head: "To be mended by" },
        { key: "answers", head: "Answers", numeric: true },
        { key: "stands", head: "Stands at" },
      ]}
      rows={findings.map((finding) => ({
        key: finding.id,
        cells: [
          <Link key="tenant" href={`/operate/findings/${finding.id}`}>
            {finding.tenant}
          </Link>,
          finding.reference ?? "all its grants",
          <StateBadge key="severity" tone={SEVERITY_TONES[finding.severity]}>
            {SEVERITY_WORDS[finding.severity]}
          </StateBadge>,
          <Moment key="due" at={finding.dueAt} />,
          finding.answers.length,
          standsAt(finding),
        ],
      }))}
    />
  );
}

function standsAt({ closed, lastStep }: FindingLine): string {
  if (closed !== null) return OUTCOME_WORDS[closed.outcome];
  return lastStep === null ? "in its time" : STEP_WORDS[lastStep].toLowerCase();
}
