import type { Metadata } from "next";
import { grantsOfTenant } from "#lib/grants/view";
import { keysOfTenant } from "#lib/keys/view";
import { env } from "#lib/platform/env";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../_edge/current-actor";
import { GrantSummary } from "./grant-summary";
import { KeyTable } from "./key-table";
import { NewKeyForm } from "./new-key-form";

export const metadata: Metadata = { title: "API and keys" };

export default async function TenantPage() {
  const actor = await requireActor("/tenant");
  const [membership] = actor.memberships;
  if (membership === undefined) {
    return (
      <Page inEnglish>
        <PageHeader title="API and keys" />
        <Empty title="You belong to no organisation that applies.">
          <ButtonLink href="/review">Go to the queue</ButtonLink>
        </Empty>
      </Page>
    );
  }
  const { organisationId, role } = membership;
  const [{ grants, suspension }, keys] = await Promise.all([
    grantsOfTenant(actor, organisationId),
    keysOfTenant(actor, organisationId, new Date()),
  ]);
  const live = grants.filter(({ state }) => state === "active");
  return (
    <Page inEnglish>
      <PageHeader
        title="API and keys"
        lead="What your organisation may do, word for word as it was signed, and the keys that carry it."
        actions={<ButtonLink href={`${env().gatewayUrl}/docs`}>API reference</ButtonLink>}
      />
      {suspension ? (
        <Notice tone="bad" title="Access is suspended">
          Since <Moment at={suspension.since} />. Every call is refused until two people lift it.
        </Notice>
      ) : null}
      {grants.length === 0 ? (
        <Empty title="No grant yet.">
          <p>A grant comes from an application that two people have signed.</p>
          <ButtonLink href="/applications" look="primary">
            Go to your applications
          </ButtonLink>
        </Empty>
      ) : null}
      {grants.map((grant) => (
        <GrantSummary key={grant.id} grant={grant} />
      ))}
      {grants.length > 0 ? (
        <Section
          title="Keys"
          lead="A key is shown once, when it is made. What it may do is never more than its grant."
        >
          <KeyTable organisationId={organisationId} keys={keys} mayRevoke={role === "admin"} />
        </Section>
      ) : null}
      {live.length > 0 && role === "admin" ? (
        <Section title="Make a key" id="new-key">
          <NewKeyForm
            organisationId={organisationId}
            gatewayUrl={env().gatewayUrl}
            grants={live.map(({ id, application, version, terms }) => ({
              id,
              label: `${application.reference}, version ${version}`,
              operations: [...terms.operations],
            }))}
          />
        </Section>
      ) : null}
      {live.length > 0 && role !== "admin" ? (
        <p className="text-small text-ink-2">Keys are made and ended by an admin of your organisation.</p>
      ) : null}
    </Page>
  );
}
