import { demoActor } from "#lib/identity/demo-actor";
import { seatMember } from "#lib/reviews/seat-board";

const MEMBERS = [
  { email: "board-external@countersign.example", isExternal: true, isTechnical: false },
  { email: "board-technical@countersign.example", isExternal: true, isTechnical: true },
  { email: "board-house@countersign.example", isExternal: false, isTechnical: false },
];

/** Seats the demo's board. Doing it again changes nothing. */
export async function seedBoard(): Promise<void> {
  const actor = await demoActor("compliance-officer@countersign.example");
  for (const { email, ...as } of MEMBERS) {
    const { personId } = await demoActor(email);
    await seatMember({ actor, personId, ...as });
  }
}
