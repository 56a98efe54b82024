import type { Metadata } from "next";
import Link from "next/link";
import { FAIRNESS_READERS } from "#lib/fairness/run-view";
import { FIGURES_READERS } from "#lib/figures/review-figures";
import { FINDING_READERS } from "#lib/findings/view";
import { tenantsForOperator, thrownSwitches } from "#lib/grants/view";
import { hasStaffRole } from "#lib/identity/actor";
import { countFactsWaiting } from "#lib/policy/fact-view";
import { PACK_READERS } from "#lib/policy/pack-draft-view";
import { LEDGER_READERS } from "#lib/register/browse-ledger";
import { STAFF_READERS } from "#lib/staff/keepers";
import { countProposalsWaiting } from "#lib/staff/view";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { requireActor } from "../../_edge/current-actor";
import { orNotFound } from "../../_edge/or-not-found";

export const metadata: Metadata = { title: "Tenants" };

export default async function TenantsPage() {
  const actor = await requireActor("/operate");
  const [tenants, switches, factsWaiting, peopleWaiting] = await orNotFound(() =>
    Promise.all([
      tenantsForOperator(actor),
      thrownSwitches(actor),
      countFactsWaiting(actor),
      hasStaffRole(actor, ...STAFF_READERS) ? countProposalsWaiting(actor) : 0,
    ]),
  );
  return (
    <Page>
      <PageHeader
        title="Tenants"
        lead="Organisations that hold a grant, and what is live there now."
        actions={
          <>
            <ButtonLink href="/operate/re-reviews">Re-reviews</ButtonLink>
            <ButtonLink href="/operate/board">Board</ButtonLink>
            <ButtonLink href="/operate/facts">
              {factsWaiting === 0 ? "Legal facts" : `Legal facts, ${factsWaiting} waiting`}
            </ButtonLink>
            {hasStaffRole(actor, ...PACK_READERS) ? (
              <ButtonLink href="/operate/packs">Policy packs</ButtonLink>
            ) : null}
            {hasStaffRole(actor, ...LEDGER_READERS) ? (
              <ButtonLink href="/operate/ledger">Ledger</ButtonLink>
            ) : null}
            {hasStaffRole(actor, ...FIGURES_READERS) ? (
              <ButtonLink href="/operate/review">Oversight</ButtonLink>
            ) : null}
            {hasStaffRole(actor, ...FAIRNESS_READERS) ? (
              <ButtonLink href="/operate/fairness">Fairness</ButtonLink>
            ) : null}
            {hasStaffRole(actor, ...FINDING_READERS) ? (
              <ButtonLink href="/operate/findings">Findings</ButtonLink>
            ) : null}
            {hasStaffRole(actor, ...STAFF_READERS) ? (
              <ButtonLink href="/operate/people">
                {peopleWaiting === 0 ? "People" : `People, ${peopleWaiting} waiting`}
              </ButtonLink>
            ) : null}
            <ButtonLink href="/operate/switches">Kill switches</ButtonLink>
          </>
        }
      />
      {switches.length > 0 ? (
        <Notice
          tone="bad"
          title={`${switches.length} kill switch${switches.length === 1 ? " is" : "es are"} thrown`}
        >
          {switches
            .map(({ scope, value }) => (scope === "global" ? "everything" : `${scope} ${value}`))
            .join("; ")}
          . <Link href="/operate/switches">See them</Link>
        </Notice>
      ) : null}
      {tenants.length === 0 ? (
        <Empty title="No organisation holds a grant yet.">
          <p>One appears here when two people have signed an application.</p>
        </Empty>
      ) : (
        <Table
          caption="Tenants"
          columns={[
            { key: "name", head: "Organisation" },
            { key: "grants", head: "Live grants", numeric: true },
            { key: "keys", head: "Live keys", numeric: true },
            { key: "jobs", head: "Jobs, 24 h", numeric: true },
            { key: "state", head: "State" },
          ]}
          rows={tenants.map((tenant) => ({
            key: tenant.id,
            cells: [
              <Link key="name" href={`/operate/tenants/${tenant.id}`}>
                {tenant.name}
              </Link>,
              `${tenant.activeGrants} of ${tenant.grants}`,
              tenant.liveKeys,
              tenant.jobsToday,
              tenant.suspendedSince ? (
                <StateBadge key="state" tone="bad">
                  suspended since <Moment at={tenant.suspendedSince} />
                </StateBadge>
              ) : (
                <StateBadge key="state" tone="good">
                  live
                </StateBadge>
              ),
            ],
          }))}
        />
      )}
    </Page>
  );
}
