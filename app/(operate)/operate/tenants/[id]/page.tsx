import type { Metadata } from "next";
import Link from "next/link";
import { FAIRNESS_READERS } from "#lib/fairness/run-view";
import { grantsOfTenant } from "#lib/grants/view";
import { hasStaffRole, requireStaffRole } from "#lib/identity/actor";
import { keysOfTenant } from "#lib/keys/view";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { GrantSummary } from "../../../../(portal)/tenant/grant-summary";
import { KeyTable } from "../../../../(portal)/tenant/key-table";
import { LiftForm, ReinstateForm, RevokeGrantForm, SuspendForm } from "./forms";

export const metadata: Metadata = { title: "Tenant" };

type Props = { params: Promise<{ id: string }> };

export default async function TenantPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/operate/tenants/${id}`);
  const { tenant, grants, suspension, may, keys } = await orNotFound(async () => {
    requireStaffRole(actor, "operator", "compliance_officer", "auditor", "intake", "approver");
    const found = await grantsOfTenant(actor, id);
    return { ...found, keys: await keysOfTenant(actor, id, new Date()) };
  });
  return (
    <Page>
      <PageHeader
        above={<ButtonLink href="/operate">All tenants</ButtonLink>}
        title={tenant.name}
        lead={`Established in ${tenant.country}`}
      />
      <Section
        title={suspension ? "Suspended" : "Suspend"}
        lead="One person suspends, at once. Lifting it takes two."
      >
        {suspension ? (
          <div className="grid gap-4">
            <Notice tone="bad" title="Every call of this tenant is refused">
              Since <Moment at={suspension.since} />: {suspension.reason}
              {suspension.liftAskedById ? ` One person has asked to lift it: ${suspension.liftReason}` : ""}
            </Notice>
            {may.lift ? <LiftForm tenantId={id} second={suspension.liftAskedById !== null} /> : null}
          </div>
        ) : (
          <SuspendPart tenantId={id} may={may.suspend} />
        )}
      </Section>
      {hasStaffRole(actor, "operator", "compliance_officer") && grants.length > 0 ? (
        <p>
          <Link href={`/operate/findings/new?tenant=${id}`}>Record a finding against it</Link>
        </p>
      ) : null}
      {grants.map((grant) => (
        <div key={grant.id} className="grid gap-4">
          <GrantSummary grant={grant} />
          {grant.state === "provisioning" && hasStaffRole(actor, ...FAIRNESS_READERS) ? (
            <p>
              <Link href="/operate/fairness">What its first key waits for</Link>
            </p>
          ) : null}
          {may.lift && grant.isStopped ? (
            <div className="grid gap-2">
              {grant.reinstatement === null ? null : (
                <Notice title="One person has asked to reinstate it">{grant.reinstatement.reason}</Notice>
              )}
              <ReinstateForm grantId={grant.id} second={grant.reinstatement !== null} />
            </div>
          ) : null}
          {may.revokeGrant && ["provisioning", "active", "restricted", "suspended"].includes(grant.state) ? (
            <RevokeGrantForm grantId={grant.id} />
          ) : null}
        </div>
      ))}
      <Section title="Keys">
        <KeyTable organisationId={id} keys={keys} mayRevoke={may.revokeKey} />
      </Section>
    </Page>
  );
}

function SuspendPart({ tenantId, may }: { tenantId: string; may: boolean }) {
  if (may) return <SuspendForm tenantId={tenantId} />;
  return <p className="text-ink-2">Nothing is suspended. Your role reads here, and suspends nothing.</p>;
}
