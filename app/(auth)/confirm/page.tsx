import type { Metadata } from "next";
import Link from "next/link";
import { ownAddress } from "#lib/identity/confirm-address";
import { env } from "#lib/platform/env";
import { Notice } from "#ui/form-message";
import { Page, PageHeader, Section } from "#ui/page";
import { currentActor } from "../../_edge/current-actor";
import { ConfirmForm, SendAgainForm } from "./confirm-forms";

export const metadata: Metadata = { title: "Confirm your address", referrer: "no-referrer" };

export default async function ConfirmPage() {
  const actor = await currentActor();
  const address = actor === null ? null : await ownAddress(actor);
  return (
    <Page width="prose">
      <PageHeader
        title="Confirm your address"
        lead="Whoever submits an application must be reachable. The link in our mail shows that the address is yours; it works once, and for three days."
      />
      {address?.isConfirmed ? (
        <Notice tone="good" title="Your address is confirmed">
          There is nothing to do. <Link href="/home">Go on</Link>.
        </Notice>
      ) : (
        <ConfirmForm />
      )}
      {address === null || address.isConfirmed ? null : (
        <Section
          title="No mail?"
          lead={`It went to ${address.email}. Earlier links keep working until one is used.`}
        >
          <SendAgainForm />
          {env().COUNTERSIGN_MODE === "demo" ? (
            <p className="text-small text-ink-2">
              This is a demo and sends no mail: yours is in <Link href="/mailbox">the mailbox</Link>.
            </p>
          ) : null}
        </Section>
      )}
    </Page>
  );
}
