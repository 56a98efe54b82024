import type { Metadata } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { IMPORT_BYTES_MAX } from "#lib/applications/check-import";
import { type ListedApplication, listApplications, ownOrganisations } from "#lib/applications/view";
import { Moment } from "#ui/moment";
import { Card, Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../_edge/current-actor";
import { useStage } from "../../_messages/stages";
import { ImportForm, NewApplicationForm } from "./new-forms";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("apply"))("list.title") };
}

export default async function ApplicationsPage() {
  const actor = await requireActor("/applications");
  const [applications, organisations] = await Promise.all([listApplications(actor), ownOrganisations(actor)]);
  const t = await getTranslations("apply");
  const choices = organisations.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Page>
      <PageHeader title={t("list.title")} lead={t("list.lead")} />
      {applications.length === 0 ? (
        <Empty title={t("list.none")}>
          <p>{t("list.noneMore")}</p>
        </Empty>
      ) : (
        <ul aria-label={t("list.ofYours")}>
          {applications.map((application) => (
            <ApplicationRow key={application.id} application={application} />
          ))}
        </ul>
      )}
      {choices.length === 0 ? null : (
        <Section
          title={t(applications.length === 0 ? "list.begin" : "list.beginAnother")}
          lead={t("list.onePurpose")}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <Card>
              <h3 className="mb-3">{t("list.fromBeginning")}</h3>
              <NewApplicationForm organisations={choices} />
            </Card>
            <Card>
              <h3 className="mb-3">{t("list.fromFile")}</h3>
              <ImportForm organisations={choices} bytesMax={IMPORT_BYTES_MAX} />
            </Card>
          </div>
        </Section>
      )}
    </Page>
  );
}

function ApplicationRow({ application }: { application: ListedApplication }) {
  const { id, reference, title, state, tier, dueAt, updatedAt } = application;
  const t = useTranslations("apply");
  const stage = useStage()(state);
  const day = () => <Moment at={dueAt ?? updatedAt} dayOnly />;
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-rule py-4 first:border-t-0 md:grid-cols-[minmax(0,1fr)_13rem_14rem]">
      <div className="grid min-w-0 gap-0.5">
        <Link href={`/applications/${id}`} className="font-serif text-[17px] break-words underline">
          {title}
        </Link>
        <p className="text-small text-ink-2">
          <span className="font-mono">{reference}</span>
          {tier === null ? null : t("list.tier", { tier: tier.slice(1) })}
        </p>
      </div>
      <div>
        <StateBadge tone={stage.tone}>{stage.label}</StateBadge>
      </div>
      <div className="text-small text-ink-2">
        <p>{stage.holder === null ? t("list.nobody") : t("list.with", { holder: stage.holder })}</p>
        <p>{t.rich(dueAt === null ? "list.changed" : "list.due", { day })}</p>
      </div>
    </li>
  );
}
