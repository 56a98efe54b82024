import type { Metadata } from "next";
import { ownAccount } from "#lib/identity/view";
import { countryOfFact } from "#lib/policy/fact-faults";
import { recordableFacts } from "#lib/policy/fact-view";
import { ButtonLink } from "#ui/button";
import { Page, PageHeader } from "#ui/page";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { KindLinks } from "../kind-links";
import { RecordForm } from "../record-form";

export const metadata: Metadata = { title: "Record a fact" };

type Props = { searchParams: Promise<{ fact?: string | string[] }> };

/** A fact of the closed set of the pack: chosen by the address, or the only one that there is. */
export default async function NewFactPage({ searchParams }: Props) {
  const actor = await requireActor("/operate/facts/new");
  const kinds = await orNotFound(() => recordableFacts(actor));
  const { fact } = await searchParams;
  const kind = kinds.find((one) => one.fact === fact) ?? (kinds.length === 1 ? kinds[0] : undefined);
  const { hasTotp, passkeys } = await ownAccount(actor);
  return (
    <Page>
      <PageHeader
        above="Record a fact"
        title={kind?.title ?? "Which fact?"}
        lead="You propose; nothing changes yet. The board votes on it, someone of legal confirms or refuses it, and neither is you."
        actions={<ButtonLink href="/operate/facts">All facts</ButtonLink>}
      />
      {kind === undefined ? (
        <KindLinks kinds={kinds} />
      ) : (
        <RecordForm
          kind={kind}
          place={countryOfFact(kind.fact) ?? ""}
          means={{ hasTotp, hasPasskey: passkeys.length > 0 }}
        />
      )}
    </Page>
  );
}
