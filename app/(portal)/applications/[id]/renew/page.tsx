import type { Metadata } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type RenewalForApplicant, renewalForApplicant } from "#lib/grants/re-review-view";
import { ButtonLink } from "#ui/button";
import { DefinitionList } from "#ui/definition-list";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { useStateLabel } from "../../../../_messages/stages";
import { AmendForm } from "./amend-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("renewal"))("title") };
}

export default async function RenewPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/applications/${id}/renew`);
  const renewal = await orNotFound(() => renewalForApplicant(actor, id));
  const t = await getTranslations("renewal");
  return (
    <Page width="prose">
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={<ButtonLink href={`/applications/${id}`}>{t("back")}</ButtonLink>}
      />
      {renewal === null ? (
        <Empty title={t("none")}>
          <p>{t("noneText")}</p>
        </Empty>
      ) : (
        <Renewal renewal={renewal} />
      )}
    </Page>
  );
}

function Renewal({ renewal }: { renewal: RenewalForApplicant }) {
  const t = useTranslations("renewal");
  const stateLabel = useStateLabel();
  const { grantId, state, expiresAt, daysLeft, mayAmend, amendments } = renewal;
  return (
    <>
      <Section title={t("ends")} lead={t("endsLead")}>
        <DefinitionList
          items={[
            {
              key: "state",
              term: t("state"),
              value: stateLabel(state),
            },
            { key: "ends", term: t("endsAt"), value: <Moment at={expiresAt} /> },
            { key: "left", term: t("left"), value: t("days", { count: daysLeft }) },
          ]}
        />
      </Section>
      <Section title={t("amend")} lead={t("amendLead")}>
        {mayAmend ? <AmendForm grantId={grantId} /> : <p className="text-ink-2">{t("others")}</p>}
        {amendments.length === 0 ? null : (
          <ul className="grid gap-1">
            {amendments.map((amendment) => (
              <li key={amendment.id}>
                <Link href={`/applications/${amendment.id}`}>{amendment.reference}</Link>,{" "}
                {stateLabel(amendment.state)}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
