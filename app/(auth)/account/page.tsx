import type { Metadata } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { passkeysDigest } from "#lib/identity/enrol-passkey";
import { relyingParty } from "#lib/identity/relying-party";
import { sessionsOf } from "#lib/identity/sign-in";
import { type OwnAccount, ownAccount } from "#lib/identity/view";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../_edge/current-actor";
import { browserOf } from "./browser-name";
import { EndOtherSessionsForm, EndSessionForm, PasswordForm, TotpForm } from "./forms";
import { AddPasskeyForm, RemovePasskeyForm } from "./passkey-forms";
import { RecoveryCodesForm } from "./recovery-codes-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage() {
  const actor = await requireActor("/account");
  const [account, sessions, t, roleWords] = await Promise.all([
    ownAccount(actor),
    sessionsOf(actor.personId),
    getTranslations("account"),
    getTranslations("shell.roles"),
  ]);
  const roles = [
    ...actor.staffRoles.map(({ role, homeLane }) =>
      homeLane ? t("roles.homeLane", { role: roleWords(role), lane: roleWords(homeLane) }) : roleWords(role),
    ),
    ...actor.memberships.map(({ role }) => t(`roles.ofOrganisation.${role}`)),
  ];
  return (
    <Page width="prose">
      <PageHeader title={t("title")} />
      <DefinitionList
        items={[
          { key: "name", term: t("name"), value: account.name },
          {
            key: "email",
            term: t("email"),
            value: account.isAddressConfirmed
              ? account.email
              : t.rich("unconfirmed", {
                  email: account.email,
                  link: (words) => <Link href="/confirm">{words}</Link>,
                }),
          },
          { key: "roles", term: t("roles.term"), value: roles.join("; ") },
        ]}
      />
      <p>
        <Link href="/account/data">{t("data.link")}</Link>
      </p>
      <Section title={t("sessions.title")} lead={t("sessions.lead")}>
        <ul className="grid">
          {sessions.map((session) => (
            <li
              key={session.id}
              className="flex flex-wrap items-center justify-between gap-3 border-t border-rule py-3 first:border-t-0"
            >
              <span className="grid min-w-0 gap-0.5">
                <Browser userAgent={session.userAgent} />
                <span className="text-small text-ink-2">
                  {t.rich("sessions.times", {
                    since: () => <Moment at={session.createdAt} />,
                    last: () => <Moment at={session.lastSeenAt} />,
                  })}
                </span>
              </span>
              {session.id === actor.sessionId ? (
                <StateBadge tone="good">{t("sessions.this")}</StateBadge>
              ) : (
                <EndSessionForm sessionId={session.id} />
              )}
            </li>
          ))}
        </ul>
        {sessions.length > 1 ? <EndOtherSessionsForm /> : null}
      </Section>
      <Section title={t("passkeys.title")} lead={t("passkeys.lead")}>
        {relyingParty() === null ? (
          <p className="text-small text-ink-2">{t("passkeys.noHost")}</p>
        ) : (
          <Passkeys personId={actor.personId} {...account} />
        )}
      </Section>
      <Section title={t("authenticator.title")} lead={t("authenticator.lead")}>
        <TotpForm enrolled={account.hasTotp} {...account.offer} />
      </Section>
      {account.hasTotp && account.recoveryCodesLeft !== null ? (
        <Section title={t("recovery.title")} lead={t("recovery.lead")}>
          <RecoveryCodesForm left={account.recoveryCodesLeft} />
        </Section>
      ) : null}
      <Section title={t("password.title")} lead={t("password.lead")}>
        <PasswordForm />
      </Section>
    </Page>
  );
}

function Browser({ userAgent }: { userAgent: string }) {
  const t = useTranslations("account.browser");
  const { browser, system } = browserOf(userAgent);
  if (browser === null) return <span>{t("unnamed")}</span>;
  return <span title={userAgent}>{system === null ? browser : t("named", { browser, system })}</span>;
}

function Passkeys({ personId, passkeys, waitingPasskeys, hasTotp }: OwnAccount & { personId: string }) {
  const t = useTranslations("account.passkeys");
  const digest = passkeysDigest(personId);
  return (
    <>
      {passkeys.length === 0 ? null : (
        <ul className="grid">
          {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <li key={id} className="grid gap-1 border-t border-rule py-3 first:border-t-0">
              <span className="break-words">{name}</span>
              <span className="text-small text-ink-2">
                {t.rich(lastUsedAt === null ? "unused" : "used", {
                  since: () => <Moment at={createdAt} dayOnly />,
                  last: () => <Moment at={lastUsedAt ?? createdAt} />,
                })}
              </span>
              <RemovePasskeyForm passkeyId={id} name={name} hasTotp={hasTotp} digest={digest} />
            </li>
          ))}
        </ul>
      )}
      {waitingPasskeys.length === 0 ? null : (
        <ul className="grid">
          {waitingPasskeys.map(({ id, name, credentialDigest }) => (
            <li key={id} className="grid gap-1 border-t border-rule py-3">
              <span className="break-words">{name}</span>
              <span className="text-small text-ink-2">{t("waiting")}</span>
              <Digest label={t("credential")} value={credentialDigest} />
              <RemovePasskeyForm
                passkeyId={id}
                name={name}
                hasTotp={hasTotp}
                hasPasskey={passkeys.length > 0}
                digest={digest}
              />
            </li>
          ))}
        </ul>
      )}
      <AddPasskeyForm hasTotp={hasTotp} hasPasskeys={passkeys.length > 0} />
    </>
  );
}
