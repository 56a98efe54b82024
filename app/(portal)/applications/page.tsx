import type { Metadata } from "next";
import Link from "next/link";
import { IMPORT_BYTES_MAX } from "#lib/applications/check-import";
import { type ListedApplication, listApplications, ownOrganisations } from "#lib/applications/view";
import { Moment } from "#ui/moment";
import { Card, Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../_edge/current-actor";
import { ImportForm, NewApplicationForm } from "./new-forms";

export const metadata: Metadata = { title: "Applications" };

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
        <ul aria-label="Applications of your organisation">
          {applications.map((application) => (
            <ApplicationRow key={application.id} application={application} />
          ))}
        </ul>
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
              <ImportForm organisations={choices} bytesMax={IMPORT_BYTES_MAX} />
            </Card>
          </div>
        </Section>
      )}
    </Page>
  );
}

function ApplicationRow({ application }: { application: ListedApplication }) {
  const { id, reference, title, stage, tier, dueAt, updatedAt } = application;
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-rule py-4 first:border-t-0 md:grid-cols-[minmax(0,1fr)_13rem_14rem]">
      <div className="grid min-w-0 gap-0.5">
        <Link href={`/applications/${id}`} className="font-serif text-[17px] break-words underline">
          {title}
        </Link>
        <p className="text-small text-ink-2">
          <span className="font-mono">{reference}</span>
          {tier === null ? null : `, tier ${tier.slice(1)}`}
        </p>
      </div>
      <div>
        <StateBadge tone={stage.tone}>{stage.label}</StateBadge>
      </div>
      <div className="text-small text-ink-2">
        <p>{stage.holder === null ? "Nobody has to act" : `With ${stage.holder}`}</p>
        <p>
          {dueAt === null ? "Changed " : "Due "}
          <Moment at={dueAt ?? updatedAt} dayOnly />
        </p>
      </div>
    </li>
  );
}
