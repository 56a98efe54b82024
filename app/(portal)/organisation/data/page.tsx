import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { organisationPage } from "#lib/identity/organisation-view";
import { Notice } from "#ui/form-message";
import { Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";

export const metadata: Metadata = { title: "The organisation's data" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrganisationDataPage({ searchParams }: Props) {
  const actor = await requireActor("/organisation/data");
  const organisationId = [(await searchParams).of].flat()[0] ?? actor.memberships[0]?.organisationId;
  if (organisationId === undefined) notFound();
  const { id, name, mayManage } = await orNotFound(() => organisationPage(actor, organisationId));
  return (
    <Page width="prose">
      <PageHeader
        title={`Data of ${name}`}
        lead="Everything that your organisation entered, to take with you."
      />
      {mayManage ? (
        <Section
          title="Download"
          lead="One ZIP: applications with every revision as it was signed, documents as files, members, notices, keys without their secrets, grants, and where the public ledger speaks of them. With the SHA-256 of each file. It is put together while you download it."
        >
          <p>
            <a href={`/api/organisations/${id}/export`} download>
              Download everything
            </a>
          </p>
        </Section>
      ) : (
        <Notice title="An admin of your organisation downloads its data" />
      )}
    </Page>
  );
}
