import type { Metadata } from "next";
import Link from "next/link";
import { type GrantDue, type ReReviewDesk, reReviewDesk } from "#lib/grants/re-review-view";
import { TRIGGER_WORDS } from "#lib/grants/re-review-words";
import { ButtonLink } from "#ui/button";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { OpenReReviewForm, StartForm, StopForm } from "./forms";

export const metadata: Metadata = { title: "Re-reviews" };

export default async function ReReviewsPage() {
  const actor = await requireActor("/operate/re-reviews");
  const desk = await orNotFound(() => reReviewDesk(actor));
  return (
    <Page>
      <PageHeader
        title="Re-reviews"
        lead="Approvals that are to be looked at again. One that is not passed by its end lets its keys run out."
        actions={<ButtonLink href="/operate">Tenants</ButtonLink>}
      />
      <Waiting desk={desk} />
      <Section title="Approvals by their end" lead="The first to end on top.">
        {desk.grants.length === 0 ? (
          <Empty title="No approval lives." />
        ) : (
          <GrantTable grants={desk.grants} />
        )}
        {desk.may.open
          ? desk.grants
              .filter(({ applicationState }) => OPENABLE.includes(applicationState))
              .map(({ id, reference }) => <OpenReReviewForm key={id} grantId={id} reference={reference} />)
          : null}
      </Section>
    </Page>
  );
}

const OPENABLE: readonly string[] = ["active", "restricted", "suspended"];

function Waiting({ desk: { waiting, may } }: { desk: ReReviewDesk }) {
  return (
    <Section title="Waiting for their lanes">
      {waiting.length === 0 ? <p className="text-ink-2">None.</p> : null}
      {waiting.map((row) => (
        <article key={row.id} className="grid gap-3 border-b border-rule pb-4">
          <h3>
            <Link href={`/review/${row.applicationId}`}>
              {row.reference}, {row.organisationName}
            </Link>
          </h3>
          <p>
            {triggerWords(row.trigger)}, since <Moment at={row.openedAt} />:{" "}
            <span className="font-serif">{row.reason}</span>
          </p>
          {may.start ? <StartForm applicationId={row.applicationId} /> : null}
          {may.stop ? <StopForm grantId={row.grantId} /> : null}
        </article>
      ))}
    </Section>
  );
}

function GrantTable({ grants }: { grants: readonly GrantDue[] }) {
  return (
    <Table
      caption="Approvals by their end"
      columns={[
        { key: "case", head: "Case" },
        { key: "tier", head: "Tier" },
        { key: "state", head: "State" },
        { key: "opens", head: "Re-review opens" },
        { key: "ends", head: "Ends" },
      ]}
      rows={grants.map((grant) => ({
        key: grant.id,
        cells: [
          <Link key="case" href={`/operate/tenants/${grant.tenantId}`}>
            {grant.reference}, {grant.organisationName}
          </Link>,
          grant.isEmergency ? "emergency" : grant.tier,
          <StateBadge key="state" tone={grant.state === "active" ? "good" : "warn"}>
            {grant.state}
          </StateBadge>,
          grant.opensAt === null ? "–" : <Moment key="opens" at={grant.opensAt} dayOnly />,
          <Moment key="ends" at={grant.expiresAt} dayOnly />,
        ],
      }))}
    />
  );
}

function triggerWords(trigger: string): string {
  return Object.entries(TRIGGER_WORDS).find(([key]) => key === trigger)?.[1] ?? trigger;
}
