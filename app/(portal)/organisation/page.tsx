import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { type OrganisationPage, organisationPage } from "#lib/identity/organisation-view";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { Said } from "#ui/said";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../_edge/current-actor";
import { orNotFound } from "../../_edge/or-not-found";
import { countriesIn } from "../../_messages/countries";
import { ClaimDomainForm, DomainForms } from "./domain-forms";
import { InviteForm, RemoveForm, RoleForm, WithdrawForm } from "./member-forms";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("organisation"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrganisationsPage({ searchParams }: Props) {
  const actor = await requireActor("/organisation");
  const asked = [(await searchParams).of].flat()[0];
  const organisationId = asked ?? actor.memberships[0]?.organisationId;
  if (organisationId === undefined) notFound();
  const organisation = await orNotFound(() => organisationPage(actor, organisationId));
  const others = actor.memberships.filter((one) => one.organisationId !== organisation.id);
  const [language, t] = await Promise.all([getLocale(), getTranslations("organisation")]);
  const country = countriesIn(language).find(({ value }) => value === organisation.country);
  return (
    <Page>
      <PageHeader
        title={organisation.name}
        lead={t("lead", { country: country?.label ?? organisation.country })}
        actions={others.map(({ organisationId: id }, index) => (
          <Link key={id} href={`/organisation?of=${id}`}>
            {t("another", { count: others.length, number: index + 1 })}
          </Link>
        ))}
      />
      <Members {...organisation} />
      {organisation.mayManage ? <Invitations {...organisation} /> : null}
      <Domains {...organisation} />
      {organisation.mayManage ? (
        <p>
          <Link href={`/organisation/data?of=${organisation.id}`}>{t("data.link")}</Link>
        </p>
      ) : null}
    </Page>
  );
}

function Members({ id, members, mayManage }: OrganisationPage) {
  const t = useTranslations("organisation");
  return (
    <Section title={t("members.title")} lead={t(mayManage ? "members.manage" : "members.read")}>
      <ul className="grid">
        {members.map(({ personId, name, email, role, since, isSelf }) => (
          <li
            key={personId}
            className="grid gap-3 border-t border-rule py-4 first:border-t-0 md:grid-cols-[1fr_auto]"
          >
            <div className="grid min-w-0 content-start gap-0.5">
              <span className="font-medium break-words">
                {name}
                {isSelf ? <span className="font-normal text-ink-2"> {t("members.you")}</span> : null}
              </span>
              {email === null ? null : <span className="text-small break-all text-ink-2">{email}</span>}
              <span className="text-small text-ink-2">
                {t.rich("members.since", {
                  role: t(`role.${role}`),
                  when: () => <Moment at={since} dayOnly />,
                })}
              </span>
            </div>
            {mayManage ? (
              <div className="grid content-start gap-1">
                <RoleForm organisationId={id} personId={personId} name={name} role={role} />
                <RemoveForm organisationId={id} personId={personId} name={name} isSelf={isSelf} />
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Invitations({ id, invitations }: OrganisationPage) {
  const t = useTranslations("organisation");
  return (
    <Section title={t("invite.title")} lead={t("invite.lead")}>
      {invitations.length === 0 ? null : (
        <ul className="grid" aria-label={t("invite.open")}>
          {invitations.map(({ id: invitationId, email, role, expiresAt }) => (
            <li
              key={invitationId}
              className="flex flex-wrap items-center justify-between gap-3 border-t border-rule py-3 first:border-t-0"
            >
              <span className="grid min-w-0 gap-0.5">
                <span className="break-all">{email}</span>
                <span className="text-small text-ink-2">
                  {t.rich("invite.asUntil", {
                    role: t(`role.${role}`),
                    when: () => <Moment at={expiresAt} />,
                  })}
                </span>
              </span>
              <WithdrawForm organisationId={id} invitationId={invitationId} email={email} />
            </li>
          ))}
        </ul>
      )}
      <InviteForm organisationId={id} />
    </Section>
  );
}

function Domains({ id, domains, mayManage }: OrganisationPage) {
  const t = useTranslations("organisation.domains");
  return (
    <Section title={t("title")} lead={t("lead")}>
      {domains.length === 0 ? <p className="text-ink-2">{t("none")}</p> : null}
      <ul className="grid">
        {domains.map(({ id: domainId, domain, verifiedAt, checkedAt, found, record }) => (
          <li key={domainId} className="grid gap-3 border-t border-rule py-4 first:border-t-0">
            <div className="flex flex-wrap items-center gap-3">
              <span className="font-medium break-all">{domain}</span>
              {verifiedAt === null ? (
                <StateBadge tone="warn">{t("unverified")}</StateBadge>
              ) : (
                <StateBadge tone="good">{t("verified")}</StateBadge>
              )}
            </div>
            <dl className="grid gap-x-4 gap-y-1 text-small sm:grid-cols-[auto_1fr]">
              <dt className="text-ink-2">{t("recordOf")}</dt>
              <dd className="font-mono break-all">{record.name}</dd>
              <dt className="text-ink-2">{t("withText")}</dt>
              <dd className="font-mono break-all">{record.value}</dd>
            </dl>
            {found === null || checkedAt === null ? null : (
              <p className="text-small text-ink-2" role="status">
                <Said>{found}</Said> {t.rich("lookedUp", { when: () => <Moment at={checkedAt} /> })}
              </p>
            )}
            {mayManage ? <DomainForms organisationId={id} domainId={domainId} domain={domain} /> : null}
          </li>
        ))}
      </ul>
      {mayManage ? <ClaimDomainForm organisationId={id} /> : null}
    </Section>
  );
}
