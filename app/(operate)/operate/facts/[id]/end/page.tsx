import type { Metadata } from "next";
import { ownAccount } from "#lib/identity/view";
import { factPage } from "#lib/policy/fact-view";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Page, PageHeader } from "#ui/page";
import { requireActor } from "../../../../../_edge/current-actor";
import { orNotFound } from "../../../../../_edge/or-not-found";
import { RecordForm } from "../../record-form";

export const metadata: Metadata = { title: "End a fact" };

type Props = { params: Promise<{ id: string }> };

/** One person records that a fact ends; someone of legal confirms it, and the board is not asked. */
export default async function EndFactPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/operate/facts/${id}/end`);
  const { fact, title, may } = await orNotFound(() => factPage(actor, id));
  const { hasTotp, passkeys } = await ownAccount(actor);
  return (
    <Page>
      <PageHeader
        above="Record the end of a fact"
        title={title}
        lead="You propose; nothing changes until someone of legal confirms it. To begin anew it takes the board again."
        actions={<ButtonLink href={`/operate/facts/${id}`}>The fact</ButtonLink>}
      />
      {may.end ? (
        <RecordForm
          kind={{ fact, title, checklist: [] }}
          ends={id}
          means={{ hasTotp, hasPasskey: passkeys.length > 0 }}
        />
      ) : (
        <Notice title="You cannot end this fact">
          One of compliance records the end of a fact that was confirmed and has not ended.
        </Notice>
      )}
    </Page>
  );
}
