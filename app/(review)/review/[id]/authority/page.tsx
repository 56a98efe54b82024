import type { Metadata } from "next";
import { AUTHORITY_KINDS, AUTHORITY_WORDS, authorityWords } from "#lib/reviews/authority";
import { type AuthorityDesk, authorityDesk } from "#lib/reviews/authority-view";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../../_edge/current-actor";
import { kindWords } from "../../../../_edge/document-words";
import { orRefusal } from "../../_case/or-refusal";
import { Refused } from "../../_case/refused";
import { AuthorityForm } from "./authority-form";

export const metadata: Metadata = { title: "Authority" };

/** What a deferred case waits for, and the form that records it. */
export default async function AuthorityPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/review/${id}/authority`);
  const seen = await orRefusal(() => authorityDesk(actor, id));
  if (!seen.ok) return <Refused {...seen} back={`/review/${id}`} />;
  const desk = seen.value;
  return (
    <Page width="prose">
      <PageHeader
        above={<span className="font-mono">{desk.reference}</span>}
        title="The authority it waits for"
        lead="Recording it approves nothing: the case goes back to the approvers, and two of them sign a text that names it."
        actions={<ButtonLink href={`/review/${id}`}>The case</ButtonLink>}
      />
      {desk.deferral === null ? (
        <Empty title="This case was never deferred" />
      ) : (
        <Section
          title="Why it was deferred"
          lead={
            <>
              Signed by two approvers, <Moment at={desk.deferral.decidedAt} />.
            </>
          }
        >
          <OwnWords text={desk.deferral.reasons} />
        </Section>
      )}
      <Recorded desk={desk} />
      <Recording desk={desk} />
    </Page>
  );
}

function Recorded({ desk }: { desk: AuthorityDesk }) {
  if (desk.recorded.length === 0) return null;
  return (
    <Section title="On record">
      <ul className="grid gap-3">
        {desk.recorded.map(({ id, kind, issuer, reference, validUntil, at }) => (
          <li key={id} className="border-l-2 border-accent pl-4">
            <p className="font-semibold">{authorityWords(kind)}</p>
            <p>
              {issuer}, {reference}
              {validUntil === null ? "" : `, in force until ${validUntil}`}
            </p>
            <p className="text-small text-ink-2">
              <Moment at={at} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Recording({ desk }: { desk: AuthorityDesk }) {
  if (!desk.isDeferred) return null;
  if (desk.refusal !== null) return <Notice title="You do not record this">{desk.refusal}</Notice>;
  const inOrder = desk.documents.filter(({ isInOrder }) => isInOrder);
  if (inOrder.length === 0) {
    return (
      <Notice tone="warn" title="No document has been found in order yet">
        <ButtonLink href={`/review/${desk.applicationId}/evidence`}>Documents of the case</ButtonLink>
      </Notice>
    );
  }
  return (
    <Section title="Record it">
      <AuthorityForm
        applicationId={desk.applicationId}
        kinds={AUTHORITY_KINDS.map((kind) => ({ value: kind, label: AUTHORITY_WORDS[kind] }))}
        documents={inOrder.map(({ id, kind, fileName }) => ({
          value: id,
          label: `${kindWords(kind)}: ${fileName}`,
        }))}
      />
    </Section>
  );
}
