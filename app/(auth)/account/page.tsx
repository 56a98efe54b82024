import type { Metadata } from "next";
import { sessionsOf } from "#lib/identity/sign-in";
import { ownAccount } from "#lib/identity/view";
import { DefinitionList } from "#ui/definition-list";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../_edge/current-actor";
import { browserName } from "./browser-name";
import { EndSessionForm, PasswordForm, TotpForm } from "./forms";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const actor = await requireActor("/account");
  const [account, sessions] = await Promise.all([ownAccount(actor), sessionsOf(actor.personId)]);
  const roles = [
    ...actor.staffRoles.map(({ role, homeLane }) => (homeLane ? `${role}, home lane ${homeLane}` : role)),
    ...actor.memberships.map(({ role }) => `${role} of your organisation`),
  ];
  return (
    <Page width="prose">
      <PageHeader title="Your account" />
      <DefinitionList
        items={[
          { key: "name", term: "Name", value: account.name },
          { key: "email", term: "E-mail", value: account.email },
          { key: "roles", term: "Roles", value: roles.join("; ").replaceAll("_", " ") },
        ]}
      />
      <Section title="Sessions" lead="Each sign-in is one. Ending it works at its next request.">
        <ul className="grid">
          {sessions.map((session) => (
            <li
              key={session.id}
              className="flex flex-wrap items-center justify-between gap-3 border-t border-rule py-3 first:border-t-0"
            >
              <span className="grid min-w-0 gap-0.5">
                <span title={session.userAgent}>{browserName(session.userAgent)}</span>
                <span className="text-small text-ink-2">
                  since <Moment at={session.createdAt} />, last used <Moment at={session.lastSeenAt} />
                </span>
              </span>
              {session.id === actor.sessionId ? (
                <StateBadge tone="good">this one</StateBadge>
              ) : (
                <EndSessionForm sessionId={session.id} />
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title="Authenticator"
        lead="Six digits that change: asked for at sign-in once it is enrolled, and wherever you confirm who you are."
      >
        <TotpForm enrolled={account.hasTotp} {...account.offer} />
      </Section>
      <Section title="Password" lead="Changing it ends every other session.">
        <PasswordForm />
      </Section>
    </Page>
  );
}
