import type { Metadata } from "next";
import Link from "next/link";
import { passkeysToConfirm } from "#lib/staff/confirm-passkey";
import { type ProposalLine, type StaffLine, staffDesk } from "#lib/staff/view";
import { ButtonLink } from "#ui/button";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { heldWords, PROPOSAL_TONES, PROPOSAL_WORDS, roleWords, STAFF_TONES } from "./words";

export const metadata: Metadata = { title: "People" };

/** Who is of the staff, and what is proposed about it. */
export default async function PeoplePage() {
  const actor = await requireActor("/operate/people");
  const [{ people, proposals, mayPropose }, passkeys] = await orNotFound(() =>
    Promise.all([staffDesk(actor), passkeysToConfirm(actor)]),
  );
  return (
    <Page width="wide">
      <PageHeader
        title="People"
        lead="Who reviews, decides and operates. A role begins or ends when one person has proposed it and another has confirmed it, neither of them the person concerned."
        actions={
          <>
            {mayPropose ? (
              <ButtonLink href="/operate/people/new" look="primary">
                Propose a person
              </ButtonLink>
            ) : null}
            <ButtonLink href="/operate">Tenants</ButtonLink>
          </>
        }
      />
      <Section title="Proposals" lead="The newest first. What was said stays on record.">
        {proposals.length === 0 ? (
          <Empty title="Nothing was ever proposed." />
        ) : (
          <Proposals lines={proposals} />
        )}
      </Section>
      {passkeys.length === 0 ? null : (
        <Section
          title="Passkeys that wait for a second person"
          lead="Enrolled by their holders; they serve for nothing until another person has confirmed whose they are."
        >
          <ul className="grid gap-2">
            {passkeys.map(({ id, name, personName, createdAt }) => (
              <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <Link href={`/operate/people/passkeys/${id}`}>
                  {personName}: {name}
                </Link>
                <span className="text-small text-ink-2">
                  enrolled <Moment at={createdAt} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={`${people.length} ${people.length === 1 ? "person" : "people"}`}>
        <People people={people} mayPropose={mayPropose} />
      </Section>
    </Page>
  );
}

function Proposals({ lines }: { lines: readonly ProposalLine[] }) {
  return (
    <Table
      caption="Proposals"
      columns={[
        { key: "what", head: "Proposal" },
        { key: "roles", head: "Roles" },
        { key: "by", head: "Proposed" },
        { key: "state", head: "State" },
      ]}
      rows={lines.map(({ id, action, name, email, roles, state, proposedBy, proposedAt }) => ({
        key: id,
        cells: [
          <span key="what" className="grid min-w-48">
            <Link href={`/operate/people/${id}`}>
              {action === "enrol" ? `Enrol ${name}` : `End roles of ${name}`}
            </Link>
            <span className="text-small text-ink-2">{email}</span>
          </span>,
          roles.map(heldWords).join(", "),
          <span key="by" className="grid">
            <Moment at={proposedAt} />
            <span className="text-small text-ink-2">by {proposedBy}</span>
          </span>,
          <StateBadge key="state" tone={PROPOSAL_TONES[state]}>
            {PROPOSAL_WORDS[state]}
          </StateBadge>,
        ],
      }))}
    />
  );
}

function People({ people, mayPropose }: { people: readonly StaffLine[]; mayPropose: boolean }) {
  return (
    <Table
      caption="People of the staff"
      columns={[
        { key: "name", head: "Person" },
        { key: "roles", head: "Roles" },
        { key: "employer", head: "Employer" },
        { key: "state", head: "State" },
        { key: "act", head: "Propose" },
      ]}
      rows={people.map((person) => ({
        key: person.id,
        cells: [
          <span key="name" className="grid min-w-48">
            <b>{person.name}</b>
            <span className="text-small text-ink-2">{person.email}</span>
          </span>,
          person.roles.length === 0
            ? "–"
            : person.roles
                .map(({ role, homeLane }) =>
                  homeLane === null ? roleWords(role) : `${roleWords(role)} (${homeLane})`,
                )
                .join(", "),
          person.employer ?? "not on record",
          <StateBadge key="state" tone={STAFF_TONES[person.state]}>
            {person.state}
          </StateBadge>,
          mayPropose && !person.isSelf && person.state !== "closed" ? (
            <ProposeLinks key="act" person={person} />
          ) : (
            "–"
          ),
        ],
      }))}
    />
  );
}

function ProposeLinks({ person: { id, name, state } }: { person: StaffLine }) {
  const address = `/operate/people/new?of=${id}`;
  return (
    <span className="flex flex-wrap gap-3">
      <Link href={address} aria-label={`Propose further roles for ${name}`}>
        roles
      </Link>
      {state === "active" ? (
        <Link href={`${address}&end=yes`} aria-label={`Propose to end roles of ${name}`}>
          end
        </Link>
      ) : null}
    </span>
  );
}
