import type { Metadata } from "next";
import Link from "next/link";
import { env } from "#lib/platform/env";
import { Page, PageHeader } from "#ui/page";
import { AskForm } from "./ask-form";

export const metadata: Metadata = { title: "A new password" };

export default function RecoverPage() {
  return (
    <Page width="prose">
      <PageHeader
        title="A new password"
        lead="Say your address. If it has an account, we send a link to it that works once, for half an hour."
      />
      <AskForm />
      <p className="text-small text-ink-2">
        An authenticator stays enrolled and is asked for as before. If you have lost it, use one of your
        recovery codes in its place when you sign in.
      </p>
      {env().COUNTERSIGN_MODE === "demo" ? (
        <p className="text-small text-ink-2">
          This is a demo and sends no mail: what would go to its people is in{" "}
          <Link href="/mailbox">the mailbox</Link>.
        </p>
      ) : null}
    </Page>
  );
}
