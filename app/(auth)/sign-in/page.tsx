import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DEMO_PEOPLE } from "#lib/identity/demo-people";
import { demoPeople } from "#lib/identity/view";
import { env } from "#lib/platform/env";
import { Page, PageHeader, Section } from "#ui/page";
import { currentActor } from "../../_edge/current-actor";
import { DemoSignIn } from "./demo-sign-in";
import { PasswordForm } from "./password-form";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string; error?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams;
  const target = localPath(next);
  if ((await currentActor()) !== null) redirect(target);
  const people = env().COUNTERSIGN_MODE === "demo" ? await describedDemoPeople() : [];
  return (
    <Page width={people.length > 0 ? "normal" : "prose"}>
      <PageHeader
        title="Sign in"
        lead="For organisations that apply, and for the people who judge what they ask for."
      />
      <PasswordForm next={target} refusal={error} />
      {people.length > 0 ? (
        <Section
          title="Demo people"
          lead="This is a demo: each of these people is one click away. None of them exists outside it."
        >
          <DemoSignIn people={people} next={target} />
        </Section>
      ) : null}
    </Page>
  );
}

/** Only a path of this site: an address from outside is not followed after signing in. */
function localPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : "/home";
}

async function describedDemoPeople() {
  const known = new Map(DEMO_PEOPLE.map((person) => [person.email, person]));
  const people = await demoPeople();
  return people.flatMap(({ id, name, email }) => {
    const person = known.get(email);
    return person === undefined ? [] : [{ id, name, about: person.about, group: person.group }];
  });
}
