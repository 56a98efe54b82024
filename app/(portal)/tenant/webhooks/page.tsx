import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { env } from "#lib/platform/env";
import { DELIVERY_STATES, webhooksOfTenant } from "#lib/webhooks/view";
import { ButtonLink } from "#ui/button";
import { CodeBlock } from "#ui/digest";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../_edge/current-actor";
import { DeliveryTable } from "./delivery-table";
import { EndpointTable } from "./endpoint-table";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tenant.webhooks");
  return { title: t("title") };
}

export default async function WebhooksPage({ searchParams }: Props) {
  const actor = await requireActor("/tenant/webhooks");
  const t = await getTranslations("tenant.webhooks");
  const asked = [(await searchParams).state].flat()[0];
  const state = DELIVERY_STATES.find((one) => one === asked);
  const [membership] = actor.memberships;
  if (membership === undefined) {
    return (
      <Page>
        <PageHeader title={t("title")} />
        <Empty title={t("nobody")} />
      </Page>
    );
  }
  const { organisationId, role } = membership;
  const { endpoints, deliveries } = await webhooksOfTenant(actor, organisationId, state);
  return (
    <Page>
      <PageHeader
        above={<Link href="/tenant">{t("back")}</Link>}
        title={t("title")}
        lead={t("lead")}
        actions={<ButtonLink href={`${env().gatewayUrl}/docs`}>{t("reference")}</ButtonLink>}
      />
      <Section title={t("endpoints.title")} lead={t("endpoints.lead")}>
        {endpoints.length === 0 ? (
          <Empty title={t("endpoints.none")}>
            <p className="max-w-prose">{t("endpoints.how")}</p>
            <CodeBlock label={t("endpoints.call")} code={firstCall(env().gatewayUrl)} />
            <p className="max-w-prose">{t("endpoints.then")}</p>
          </Empty>
        ) : (
          <EndpointTable endpoints={endpoints} />
        )}
      </Section>
      {endpoints.length > 0 ? (
        <Section title={t("deliveries.title")} lead={t("deliveries.lead")}>
          <nav aria-label={t("deliveries.filter")} className="flex flex-wrap gap-4 text-small">
            {([undefined, ...DELIVERY_STATES] as const).map((one) => (
              <Link
                key={one ?? "all"}
                href={one === undefined ? "/tenant/webhooks" : `/tenant/webhooks?state=${one}`}
                aria-current={one === state ? "page" : undefined}
                className="aria-[current]:font-semibold"
              >
                {t(`deliveries.show.${one ?? "all"}`)}
              </Link>
            ))}
          </nav>
          {deliveries.length === 0 ? (
            <Empty title={t(state === "dead" ? "deliveries.noneDead" : "deliveries.none")} />
          ) : (
            <DeliveryTable
              organisationId={organisationId}
              deliveries={deliveries}
              endpoints={endpoints}
              mayReplay={role === "admin"}
            />
          )}
        </Section>
      ) : null}
    </Page>
  );
}

function firstCall(gatewayUrl: string): string {
  return [
    `curl ${gatewayUrl}/v1/webhook_endpoints \\`,
    `  -H "Authorization: Bearer $COUNTERSIGN_KEY" -H "Idempotency-Key: $(uuidgen)" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"url": "https://hooks.example/countersign", "events": ["job.released"]}'`,
  ].join("\n");
}
