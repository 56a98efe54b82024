import type { Metadata } from "next";
import { ownAccount } from "#lib/identity/view";
import { passkeyToConfirm } from "#lib/staff/confirm-passkey";
import { ButtonLink } from "#ui/button";
import { Digest } from "#ui/digest";
import { Moment } from "#ui/moment";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../../../../_edge/current-actor";
import { orNotFound } from "../../../../../_edge/or-not-found";
import { SignedText } from "../../../_signed/signed-text";
import { ConfirmPasskeyForm } from "./forms";

export const metadata: Metadata = { title: "Passkey" };

type Props = { params: Promise<{ id: string }> };

/** A passkey of someone of the staff, which another person confirms to be theirs. */
export default async function StaffPasskeyPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/operate/people/passkeys/${id}`);
  const passkey = await orNotFound(() => passkeyToConfirm(actor, id));
  const { hasTotp, passkeys } = await ownAccount(actor);
  return (
    <Page>
      <PageHeader
        above={
          <>
            Passkey <span className="font-mono">{id}</span>
          </>
        }
        title={`A passkey of ${passkey.personName}`}
        lead={`${passkey.personEmail} calls it “${passkey.name}”. Until another person has confirmed it, it serves for nothing.`}
        states={<StateBadge tone="warn">waits for a second person</StateBadge>}
        actions={<ButtonLink href="/operate/people">People</ButtonLink>}
      />
      <Section
        title="Is it theirs?"
        lead="Ask the person, in person or on a line that you know to be theirs. Their account page shows them the same digest."
      >
        <Digest label="credential" value={passkey.credentialDigest} />
        <p>
          Enrolled <Moment at={passkey.createdAt} />
        </p>
      </Section>
      <SignedText digest={passkey.digest} canonical={passkey.canonical} />
      {passkey.mayConfirm ? (
        <Section
          title="Confirm it"
          lead="Whoever has this passkey signs in and signs as this person from then on."
        >
          <ConfirmPasskeyForm
            passkeyId={id}
            digest={passkey.digest}
            means={{ hasTotp, hasPasskey: passkeys.length > 0 }}
          />
        </Section>
      ) : null}
      {passkey.isOwn ? (
        <p className="text-ink-2">This passkey is yours; another person confirms it.</p>
      ) : null}
    </Page>
  );
}
