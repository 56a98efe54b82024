import type { Metadata } from "next";
import Link from "next/link";
import { listApplications, ownOrganisations } from "#lib/applications/view";
import { Moment } from "#ui/moment";
import { Card, Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { requireActor } from "../../_edge/current-actor";
import { ImportForm, NewApplicationForm } from "./new-forms";

export const metadata: Metadata = { title: "Applications" };

const COLUMNS = [
  { key: "reference", head: "Reference" },
  { key: "title", head: "Application" },
  { key: "state", head: "State" },
  { key: "with", head: "Who has it" },
  { key: "tier", head: "Tier" },
  { key: "due", head: "Due" },
  { key: "changed", head: "Last change" },
];

export default async function ApplicationsPage() {
  const actor = await requireActor("/applications");
  const [applications, organisations] = await Promise.all([listApplications(actor), ownOrganisations(actor)]);
  const choices = organisations.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Page>
      <PageHeader
        title="Applications"
        lead="Ask for access to face recognition, for one purpose. Specialists judge it, two people sign, and what they sign is what a key can do."
      />
      {applications.length === 0 ? (
        <Empty title="No applications yet">
          <p>
            An application has ten short steps and the documents that show what you say. Nothing is lost on
            the way: what you type is kept, and colleagues can go on where you stopped.
          </p>
        </Empty>
      ) : (
        <Table
          caption="Applications of your organisation"
          columns={COLUMNS}
          rows={applications.map((application) => ({
            key: application.id,
            cells: [
              <span key="reference" className="font-mono text-small whitespace-nowrap">
                {application.reference}
              </span>,
              <Link key="title" href={`/applications/${application.id}`} className="break-words underline">
                {application.title}
              </Link>,
              <StateBadge key="state" tone={application.stage.tone}>
                {application.stage.label}
              </StateBadge>,
              application.stage.holder ?? "–",
              application.tier ?? "–",
              application.dueAt === null ? "–" : <Moment key="due" at={application.dueAt} dayOnly />,
              <Moment key="changed" at={application.updatedAt} dayOnly />,
            ],
          }))}
        />
      )}
      {choices.length === 0 ? null : (
        <Section
          title={applications.length === 0 ? "Begin" : "Begin another"}
          lead="An approval covers one purpose. A second purpose is a second application."
        >
          <div className="grid gap-4 md:grid-cols-2">
            <Card>
              <h3 className="mb-3">From the beginning</h3>
              <NewApplicationForm organisations={choices} />
            </Card>
            <Card>
              <h3 className="mb-3">From a file</h3>
              <ImportForm organisations={choices} />
            </Card>
          </div>
        </Section>
      )}
    </Page>
  );
}
