import type { Metadata } from "next";
import Link from "next/link";
import { type RenewalForApplicant, renewalForApplicant } from "#lib/grants/re-review-view";
import { ButtonLink } from "#ui/button";
import { DefinitionList } from "#ui/definition-list";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { AmendForm } from "./amend-form";

export const metadata: Metadata = { title: "Renew or amend" };

export default async function RenewPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/applications/${id}/renew`);
  const renewal = await orNotFound(() => renewalForApplicant(actor, id));
  return (
    <Page inEnglish width="prose">
      <PageHeader
        title="Renew or amend"
        lead="An approval ends on its day. It is looked at again before that, by the same lanes and two signatures; nothing prolongs it by itself."
        actions={<ButtonLink href={`/applications/${id}`}>Back to the case</ButtonLink>}
      />
      {renewal === null ? (
        <Empty title="No approval of this case is in force.">
          <p>A new application begins on the page of your applications.</p>
        </Empty>
      ) : (
        <Renewal renewal={renewal} />
      )}
    </Page>
  );
}

function Renewal({ renewal }: { renewal: RenewalForApplicant }) {
  const { grantId, state, expiresAt, daysLeft, mayAmend, amendments } = renewal;
  return (
    <>
      <Section
        title="When it ends"
        lead="You are told 90, 30 and 7 days before. A re-review that is not passed by then lets your keys run out."
      >
        <DefinitionList
          items={[
            { key: "state", term: "The grant is", value: state },
            { key: "ends", term: "It ends", value: <Moment at={expiresAt} /> },
            { key: "left", term: "That is in", value: `${daysLeft} day${daysLeft === 1 ? "" : "s"}` },
          ]}
        />
      </Section>
      <Section
        title="Amend it"
        lead="A new case, filled in with what was approved: change what has changed, and add the documents again from your library. Your grant stays as it is until the new case is approved; then the new grant takes its place at once, and your keys go over to it."
      >
        {mayAmend ? (
          <AmendForm grantId={grantId} />
        ) : (
          <p className="text-ink-2">An admin or a signatory of your organisation opens an amendment.</p>
        )}
        {amendments.length === 0 ? null : (
          <ul className="grid gap-1">
            {amendments.map((amendment) => (
              <li key={amendment.id}>
                <Link href={`/applications/${amendment.id}`}>{amendment.reference}</Link>,{" "}
                {amendment.state.replaceAll("_", " ")}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
