import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { grantsOfTenant } from "#lib/grants/view";
import { usageOfTenant } from "#lib/jobs/usage";
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
import { UsageSection } from "./usage-section";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tenant");
  return { title: t("title") };
}

export default async function TenantPage() {
  const actor = await requireActor("/tenant");
  const t = await getTranslations("tenant");
  const [membership] = actor.memberships;
  if (membership === undefined) {
    return (
      <Page>
        <PageHeader title={t("title")} />
        <Empty title={t("nobody.title")}>
          <ButtonLink href="/review">{t("nobody.queue")}</ButtonLink>
        </Empty>
      </Page>
    );
  }
  const { organisationId, role } = membership;
  const now = new Date();
  const [{ grants, suspension }, keys, months, days] = await Promise.all([
    grantsOfTenant(actor, organisationId),
    keysOfTenant(actor, organisationId, now),
    usageOfTenant(actor, organisationId, { by: "month", from: fiveMonthsBefore(now) }),
    usageOfTenant(actor, organisationId),
  ]);
  const live = grants.filter(({ state }) => state === "active");
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            {grants.length > 0 ? <ButtonLink href="/tenant/findings">{t("findings.open")}</ButtonLink> : null}
            <ButtonLink href="/tenant/webhooks">{t("webhooks.open")}</ButtonLink>
            <ButtonLink href={`${env().gatewayUrl}/docs`}>{t("reference")}</ButtonLink>
          </>
        }
      />
      {suspension ? (
        <Notice tone="bad" title={t("suspended.title")}>
          {t.rich("suspended.text", { when: () => <Moment at={suspension.since} /> })}
        </Notice>
      ) : null}
      {grants.length === 0 ? (
        <Empty title={t("noGrant.title")}>
          <p>{t("noGrant.text")}</p>
          <ButtonLink href="/applications" look="primary">
            {t("noGrant.go")}
          </ButtonLink>
        </Empty>
      ) : null}
      {grants.map((grant) => (
        <GrantSummary key={grant.id} grant={grant} />
      ))}
      {grants.length > 0 ? (
        <Section title={t("keys.title")} lead={t("keys.lead")} id="keys">
          <KeyTable
            organisationId={organisationId}
            keys={keys}
            mayRevoke={role === "admin"}
            mayRotate={role === "admin" && live.length > 0}
          />
        </Section>
      ) : null}
      {live.length > 0 && role === "admin" ? (
        <Section title={t("new.title")} id="new-key">
          <NewKeyForm
            organisationId={organisationId}
            gatewayUrl={env().gatewayUrl}
            grants={live.map(({ id, application, version, terms }) => ({
              id,
              label: t("grant.option", { reference: application.reference, version }),
              operations: [...terms.operations],
            }))}
          />
        </Section>
      ) : null}
      {days.month.grants.length > 0 ? <UsageSection months={months} days={days} /> : null}
      {live.length > 0 && role !== "admin" ? (
        <p className="text-small text-ink-2">{t("keys.byAdmin")}</p>
      ) : null}
    </Page>
  );
}

function fiveMonthsBefore(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 5)).toISOString().slice(0, 10);
}
