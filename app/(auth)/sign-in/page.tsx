import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DEMO_PEOPLE } from "#lib/identity/demo-people";
import { relyingParty } from "#lib/identity/relying-party";
import { demoPeople } from "#lib/identity/view";
import { env } from "#lib/platform/env";
import { Page, PageHeader, Section } from "#ui/page";
import { currentActor } from "../../_edge/current-actor";
import { localPath } from "../../_edge/local-path";
import { DemoSignIn } from "./demo-sign-in";
import { PasskeyForm } from "./passkey-form";
import { PasswordForm } from "./password-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signIn") };
}

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const t = await getTranslations("auth");
  const { next } = await searchParams;
  const target = localPath([next].flat()[0], "/home");
  if ((await currentActor()) !== null) redirect(target);
  const people = env().COUNTERSIGN_MODE === "demo" ? await describedDemoPeople() : [];
  return (
    <Page width={people.length > 0 ? "normal" : "prose"}>
      <PageHeader title={t("signIn")} lead={t("signInLead")} />
      <PasswordForm next={target} />
      {relyingParty() === null ? null : <PasskeyForm next={target} />}
      {people.length > 0 ? (
        <Section title={t("demoPeople")} lead={t("demoLead")}>
          <DemoSignIn people={people} next={target} />
        </Section>
      ) : null}
    </Page>
  );
}

async function describedDemoPeople() {
  const known = new Map(DEMO_PEOPLE.map((person) => [person.email, person]));
  const people = await demoPeople();
  return people.flatMap(({ id, name, email }) => {
    const person = known.get(email);
    return person === undefined ? [] : [{ id, name, about: person.about, group: person.group }];
  });
}
