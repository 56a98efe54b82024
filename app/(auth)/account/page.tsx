import type { Metadata } from "next";
import Link from "next/link";
import { passkeysDigest } from "#lib/identity/enrol-passkey";
import { relyingParty } from "#lib/identity/relying-party";
import { sessionsOf } from "#lib/identity/sign-in";
import { type OwnAccount, ownAccount } from "#lib/identity/view";
import { DefinitionList } from "#ui/definition-list";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../_edge/current-actor";
import { browserName } from "./browser-name";
import { EndOtherSessionsForm, EndSessionForm, PasswordForm, TotpForm } from "./forms";
import { AddPasskeyForm, RemovePasskeyForm } from "./passkey-forms";
import { RecoveryCodesForm } from "./recovery-codes-form";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const actor = await requireActor("/account");
  const [account, sessions] = await Promise.all([ownAccount(actor), sessionsOf(actor.personId)]);
  const roles = [
    ...actor.staffRoles.map(({ role, homeLane }) => (homeLane ? `${role}, home lane ${homeLane}` : role)),
    ...actor.memberships.map(({ role }) => `${role} of your organisation`),
  ];
  return (
    <Page inEnglish width="prose">
      <PageHeader title="Your account" />
      <DefinitionList
        items={[
          { key: "name", term: "Name", value: account.name },
          {
            key: "email",
            term: "E-mail",
            value: (
              <>
                {account.email}
                {account.isAddressConfirmed ? null : (
                  <>
                    {" "}
                    (<Link href="/confirm">not confirmed yet</Link>)
                  </>
                )}
              </>
            ),
          },
          { key: "roles", term: "Roles", value: roles.join("; ").replaceAll("_", " ") },
        ]}
      />
      <p>
        <Link href="/account/data">Your data</Link>
      </p>
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
        {sessions.length > 1 ? <EndOtherSessionsForm /> : null}
      </Section>
      <Section
        title="Passkeys"
        lead="Sign in, and confirm who you are, by a key that your device keeps. Once you have one, your password alone confirms nothing any more."
      >
        {relyingParty() === null ? (
          <p className="text-small text-ink-2">
            Browsers keep no passkeys for the address that this portal is reached by: they need a host name,
            and TLS.
          </p>
        ) : (
          <Passkeys personId={actor.personId} {...account} />
        )}
      </Section>
      <Section
        title="Authenticator"
        lead="Six digits that change: asked for at sign-in once it is enrolled, and wherever you confirm who you are."
      >
        <TotpForm enrolled={account.hasTotp} {...account.offer} />
      </Section>
      {account.hasTotp && account.recoveryCodesLeft !== null ? (
        <Section
          title="Recovery codes"
          lead="For the day when the authenticator is lost: each stands in for its code once, at sign-in and when you enrol another."
        >
          <RecoveryCodesForm left={account.recoveryCodesLeft} />
        </Section>
      ) : null}
      <Section title="Password" lead="Changing it ends every other session.">
        <PasswordForm />
      </Section>
    </Page>
  );
}

function Passkeys({ personId, passkeys, hasTotp }: OwnAccount & { personId: string }) {
  const digest = passkeysDigest(personId);
  return (
    <>
      {passkeys.length === 0 ? null : (
        <ul className="grid">
          {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <li key={id} className="grid gap-1 border-t border-rule py-3 first:border-t-0">
              <span className="break-words">{name}</span>
              <span className="text-small text-ink-2">
                since <Moment at={createdAt} dayOnly />
                {lastUsedAt === null ? ", not used yet" : ", last used "}
                {lastUsedAt === null ? null : <Moment at={lastUsedAt} />}
              </span>
              <RemovePasskeyForm passkeyId={id} name={name} hasTotp={hasTotp} digest={digest} />
            </li>
          ))}
        </ul>
      )}
      <AddPasskeyForm hasTotp={hasTotp} hasPasskeys={passkeys.length > 0} />
    </>
  );
}
