import type { Metadata } from "next";
import { Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../_edge/current-actor";

export const metadata: Metadata = { title: "Your data" };

export default async function OwnDataPage() {
  await requireActor("/account/data");
  return (
    <Page width="prose">
      <PageHeader title="Your data" lead="What is kept about you, to take with you." />
      <Section
        title="Download"
        lead="One ZIP: your account, sessions and passkeys by name, notices, mail, what you signed, and where the public ledger speaks of you. With the SHA-256 of each file."
      >
        <p>
          <a href="/api/account/export" download>
            Download what is kept about you
          </a>
        </p>
      </Section>
    </Page>
  );
}
