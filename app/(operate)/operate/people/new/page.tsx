import type { Metadata } from "next";
import { ownAccount } from "#lib/identity/view";
import { requireKeeper } from "#lib/staff/keepers";
import { staffConcerned } from "#lib/staff/view";
import { ButtonLink } from "#ui/button";
import { Page, PageHeader } from "#ui/page";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { ProposeForm } from "../propose-form";

export const metadata: Metadata = { title: "Propose a person" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Someone new, someone of the staff by `of`, or with `end` the end of roles of theirs. */
export default async function ProposePage({ searchParams }: Props) {
  const actor = await requireActor("/operate/people/new");
  const { of, end } = await searchParams;
  const person = await orNotFound(async () => {
    requireKeeper(actor);
    return typeof of === "string" ? staffConcerned(actor, of) : null;
  });
  const action = end === "yes" && person !== null ? "end" : "enrol";
  const { hasTotp, passkeys } = await ownAccount(actor);
  return (
    <Page>
      <PageHeader
        above={person === null ? "Propose a person" : person.email}
        title={TITLES[action](person?.name)}
        lead={
          action === "end"
            ? "You propose; nothing changes until another person has confirmed it."
            : "You propose; nothing changes until another person has confirmed it. Whoever has no account is then mailed a link of seven days."
        }
        actions={<ButtonLink href="/operate/people">People</ButtonLink>}
      />
      <ProposeForm of={{ action, person }} means={{ hasTotp, hasPasskey: passkeys.length > 0 }} />
    </Page>
  );
}

const TITLES = {
  enrol: (name?: string) => (name === undefined ? "Who is to be of the staff?" : `Roles for ${name}`),
  end: (name?: string) => `End roles of ${name ?? "someone"}`,
};
