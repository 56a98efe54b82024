import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { endSeat, findBoardPeople, findSeatOf, findSeats, insertSeat, type SeatRow } from "./board-store";

/**
 * Seats someone who holds the role board_member: from here on they count for the quorum, and vote. What a member is,
 * external or technical, is put on record once; a change is another seat.
 *
 * @returns the seat, the one that is there when it is the same
 * @throws AppError `forbidden` for others than a compliance officer, and for one's own seat; `invalid_request` for whoever
 * does not hold the role; `wrong_state` for someone who sits there as something else
 */
export async function seatMember(input: {
  actor: Actor;
  personId: string;
  isExternal: boolean;
  isTechnical: boolean;
}): Promise<{ seatId: string }> {
  const { actor, personId, isExternal, isTechnical } = input;
  requireStaffRole(actor, "compliance_officer");
  if (personId === actor.personId) throw new AppError("forbidden", "Nobody seats themselves.");
  return transaction(async (tx) => {
    const there = await findSeatOf(tx, personId);
    if (there !== null && there.isExternal === isExternal && there.isTechnical === isTechnical)
      return { seatId: there.id };
    if (there !== null)
      throw new AppError("wrong_state", "They have a seat; end it before you give another.");
    if (!(await findBoardPeople(tx)).some(({ id }) => id === personId)) {
      const message = "Choose someone who holds the role board member";
      throw new AppError("invalid_request", message, { errors: [{ pointer: "/person_id", message }] });
    }
    const seatId = await insertSeat(tx, { personId, isExternal, isTechnical, seatedById: actor.personId });
    await appendEntry(tx, {
      kind: "board.seated",
      subjectId: seatId,
      data: { person: personId, external: isExternal, technical: isTechnical, actor: actor.personId },
    });
    return { seatId };
  });
}

/**
 * Ends a seat. What its holder voted stays on record, and no longer counts where nothing is decided yet.
 *
 * @throws AppError `forbidden` for others than a compliance officer; `wrong_state` when it has ended
 */
export async function unseatMember({ actor, seatId }: { actor: Actor; seatId: string }): Promise<void> {
  requireStaffRole(actor, "compliance_officer");
  await transaction(async (tx) => {
    const personId = await endSeat(tx, seatId, await databaseNow(tx));
    if (personId === null) throw new AppError("wrong_state", "This seat has ended.");
    await appendEntry(tx, {
      kind: "board.seat_ended",
      subjectId: seatId,
      data: { person: personId, actor: actor.personId },
    });
  });
}

export type BoardRoster = {
  seats: readonly (SeatRow & { name: string })[];
  /** Who holds the role and no seat. */
  unseated: readonly { id: string; name: string }[];
};

/** Who sits on the board. @throws AppError `forbidden` for others than those who seat, and auditors */
export async function boardRoster(actor: Actor): Promise<BoardRoster> {
  requireStaffRole(actor, "compliance_officer", "auditor", "board_member");
  return read(async (tx) => {
    const people = await findBoardPeople(tx);
    const seats = await findSeats(tx);
    const nameOf = (id: string) =>
      people.find((person) => person.id === id)?.name ?? "no longer on the staff";
    return {
      seats: seats.map((seat) => ({ ...seat, name: nameOf(seat.personId) })),
      unseated: people.filter(({ id }) => !seats.some(({ personId }) => personId === id)),
    };
  });
}
