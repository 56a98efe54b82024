import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { Actor } from "#lib/identity/actor";
import { organisationPage } from "#lib/identity/organisation-view";
import { ownAccount } from "#lib/identity/view";
import { organisationErasureDigest, whyOrganisationNotErased } from "#lib/own-data/erase-organisation";
import { Notice } from "#ui/form-message";
import { Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../_edge/current-actor";
import { EraseForm } from "../../../_edge/erase-form";
import { orNotFound } from "../../../_edge/or-not-found";
import { erase } from "./actions";

export const metadata: Metadata = { title: "The organisation's data" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrganisationDataPage({ searchParams }: Props) {
  const actor = await requireActor("/organisation/data");
  const organisationId = [(await searchParams).of].flat()[0] ?? actor.memberships[0]?.organisationId;
  if (organisationId === undefined) notFound();
  const { id, name, mayManage } = await orNotFound(() => organisationPage(actor, organisationId));
  return (
    <Page inEnglish width="prose">
      <PageHeader
        title={`Data of ${name}`}
        lead="Everything that your organisation entered: to take with you, and to have erased."
      />
      {mayManage ? (
        <>
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
          <Erasure actor={actor} organisationId={id} />
        </>
      ) : (
        <Notice title="An admin of your organisation downloads its data, and has it erased" />
      )}
    </Page>
  );
}

async function Erasure({ actor, organisationId }: { actor: Actor; organisationId: string }) {
  const [account, refusal] = await Promise.all([
    ownAccount(actor),
    whyOrganisationNotErased(actor, organisationId),
  ]);
  return (
    <Section
      title="Erase the organisation"
      lead="At once, and for good. Download its data first: afterwards nobody is a member who could."
    >
      <WhatGoes />
      {refusal === null ? (
        <EraseForm
          erase={erase}
          means={{ hasTotp: account.hasTotp, hasPasskey: account.passkeys.length > 0 }}
          digest={organisationErasureDigest(organisationId)}
          label="Erase the organisation"
        >
          <input type="hidden" name="organisation_id" value={organisationId} />
        </EraseForm>
      ) : (
        <Notice tone="warn" title="Not yet possible">
          {refusal}
        </Notice>
      )}
    </Section>
  );
}

function WhatGoes() {
  return (
    <>
      <h3 className="font-semibold">What goes</h3>
      <p>
        Faces that you enrolled, with their subjects, consents and the key to them; drafts, documents and
        uploads of applications that were never submitted, invitations, domains, and the membership of
        everyone: all are signed out. The name goes too, if nobody ever signed under it.
      </p>
      <h3 className="font-semibold">What is kept, and why</h3>
      <ul className="grid list-disc gap-1 pl-5">
        <li>
          Revisions as they were signed, with the documents that they rest on, what was asked and answered,
          decisions and grants: their digests stand in the public ledger, and claims about them can be raised
          for as long as it does (GDPR Article 17(3)(e)).
        </li>
        <li>The accounts of your people: each erases their own, on the page of their account.</li>
        <li>Keys, which open nothing without a live grant, and their use as it was recorded.</li>
      </ul>
    </>
  );
}
