import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { type OrganisationPage, organisationPage } from "#lib/identity/organisation-view";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../_edge/current-actor";
import { orNotFound } from "../../_edge/or-not-found";
import { ClaimDomainForm, DomainForms } from "./domain-forms";
import { InviteForm, RemoveForm, RoleForm, WithdrawForm } from "./member-forms";

export const metadata: Metadata = { title: "Organisation" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrganisationsPage({ searchParams }: Props) {
  const actor = await requireActor("/organisation");
  const asked = [(await searchParams).of].flat()[0];
  const organisationId = asked ?? actor.memberships[0]?.organisationId;
  if (organisationId === undefined) notFound();
  const organisation = await orNotFound(() => organisationPage(actor, organisationId));
  const others = actor.memberships.filter((one) => one.organisationId !== organisation.id);
  return (
    <Page inEnglish width="normal">
      <PageHeader
        title={organisation.name}
        lead={`Established in ${organisation.country}. Who belongs to it, in which role, and what shows that it is who it says.`}
        actions={others.map(({ organisationId: id }, index) => (
          <Link key={id} href={`/organisation?of=${id}`}>
            Another of your organisations{others.length > 1 ? ` (${index + 1})` : ""}
          </Link>
        ))}
      />
      <Members {...organisation} />
      {organisation.mayManage ? <Invitations {...organisation} /> : null}
      <Domains {...organisation} />
      {organisation.mayManage ? (
        <p>
          <Link href={`/organisation/data?of=${organisation.id}`}>
            The organisation's data: download, erase
          </Link>
        </p>
      ) : null}
    </Page>
  );
}

function Members({ id, members, mayManage }: OrganisationPage) {
  return (
    <Section
      title="Members"
      lead={
        mayManage
          ? "A new role counts from the member's next request on. One admin and, once there is one, one signatory always remain."
          : "An admin can invite, and change roles."
      }
    >
      <ul className="grid">
        {members.map(({ personId, name, email, role, since, isSelf }) => (
          <li
            key={personId}
            className="grid gap-3 border-t border-rule py-4 first:border-t-0 md:grid-cols-[1fr_auto]"
          >
            <div className="grid min-w-0 content-start gap-0.5">
              <span className="font-medium break-words">
                {name}
                {isSelf ? <span className="font-normal text-ink-2"> (you)</span> : null}
              </span>
              {email === null ? null : <span className="text-small break-all text-ink-2">{email}</span>}
              <span className="text-small text-ink-2">
                {role} since <Moment at={since} dayOnly />
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
  return (
    <Section title="Invite a colleague" lead="By a link that works once, for a week.">
      {invitations.length === 0 ? null : (
        <ul className="grid" aria-label="Open invitations">
          {invitations.map(({ id: invitationId, email, role, expiresAt }) => (
            <li
              key={invitationId}
              className="flex flex-wrap items-center justify-between gap-3 border-t border-rule py-3 first:border-t-0"
            >
              <span className="grid min-w-0 gap-0.5">
                <span className="break-all">{email}</span>
                <span className="text-small text-ink-2">
                  as {role}, until <Moment at={expiresAt} />
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
  return (
    <Section
      title="Domains"
      lead="A record that only a domain's owner can put into its DNS shows reviewers that the domain is yours."
    >
      {domains.length === 0 ? <p className="text-ink-2">No domain is named yet.</p> : null}
      <ul className="grid">
        {domains.map(({ id: domainId, domain, verifiedAt, checkedAt, found, record }) => (
          <li key={domainId} className="grid gap-3 border-t border-rule py-4 first:border-t-0">
            <div className="flex flex-wrap items-center gap-3">
              <span className="font-medium break-all">{domain}</span>
              {verifiedAt === null ? (
                <StateBadge tone="warn">not verified</StateBadge>
              ) : (
                <StateBadge tone="good">verified</StateBadge>
              )}
            </div>
            <dl className="grid gap-x-4 gap-y-1 text-small sm:grid-cols-[auto_1fr]">
              <dt className="text-ink-2">TXT record of</dt>
              <dd className="font-mono break-all">{record.name}</dd>
              <dt className="text-ink-2">with the text</dt>
              <dd className="font-mono break-all">{record.value}</dd>
            </dl>
            {found === null || checkedAt === null ? null : (
              <p className="text-small text-ink-2" role="status">
                {found} Looked up <Moment at={checkedAt} />.
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
