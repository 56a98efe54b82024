import type { Metadata } from "next";
import Link from "next/link";
import { Page, PageHeader } from "#ui/page";
import { currentActor } from "../../_edge/current-actor";
import { AcceptAsNewForm, AcceptForm } from "./accept-forms";

export const metadata: Metadata = { title: "Your invitation", referrer: "no-referrer" };

export default async function InvitationPage() {
  const actor = await currentActor();
  return (
    <Page width="prose">
      <PageHeader
        title="Your invitation"
        lead={
          actor === null
            ? "Someone has invited you to their organisation. Accepting makes your account, with the address that they wrote to."
            : "Someone has invited you to their organisation. You join it with the account that you are signed in with."
        }
      />
      {actor === null ? <AcceptAsNewForm /> : <AcceptForm name={actor.name} />}
      {actor === null ? (
        <p className="text-small text-ink-2">
          You have an account already? <Link href="/sign-in">Sign in</Link>, then open the link of your
          invitation again.
        </p>
      ) : null}
    </Page>
  );
}
