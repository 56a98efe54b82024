import type { Metadata } from "next";
import { hasStaffRole } from "#lib/identity/actor";
import { boardRoster } from "#lib/reviews/seat-board";
import { ButtonLink } from "#ui/button";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { EndSeatForm, SeatForm } from "./forms";

export const metadata: Metadata = { title: "Board" };

/** Who sits on the board, and as what. */
export default async function BoardPage() {
  const actor = await requireActor("/operate/board");
  const { seats, unseated } = await orNotFound(() => boardRoster(actor));
  const maySeat = hasStaffRole(actor, "compliance_officer");
  return (
    <Page>
      <PageHeader
        title="Board"
        lead="It approves tier 4: a majority of its seats present, at least one external and one non-technical member among them, and a majority of those present for it. Dissents are recorded."
        actions={<ButtonLink href="/operate">Tenants</ButtonLink>}
      />
      <Section title={`${seats.length} ${seats.length === 1 ? "seat" : "seats"}`}>
        {seats.length === 0 ? (
          <Empty title="Nobody sits on the board: nothing of tier 4 can be approved." />
        ) : null}
        <ul className="grid">
          {seats.map(({ id, name, isExternal, isTechnical }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-3 border-t border-rule py-3 first:border-t-0"
            >
              <span>
                <b>{name}</b>{" "}
                <span className="text-ink-2">
                  {isExternal ? "external" : "of the house"}, {isTechnical ? "technical" : "not technical"}
                </span>
              </span>
              {maySeat ? <EndSeatForm seatId={id} name={name} /> : null}
            </li>
          ))}
        </ul>
      </Section>
      {maySeat ? (
        <Section
          title="Seat a member"
          lead="Someone who holds the role board member. Nobody seats themselves."
        >
          {unseated.length === 0 ? (
            <p className="text-ink-2">Everyone who holds the role has a seat.</p>
          ) : (
            <SeatForm people={unseated.map(({ id, name }) => ({ value: id, label: name }))} />
          )}
        </Section>
      ) : null}
    </Page>
  );
}
