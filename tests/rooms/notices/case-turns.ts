import type { Actor } from "#lib/identity/actor";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { seedPerson } from "#tests/support/seed-person";
import type { ReviewCase } from "../reviews/review-case";

let events = 0n;

/** The next event's id. */
export function nextEventId(): bigint {
  events += 1n;
  return events;
}

/** A turn of a case as the event of it is handed on. */
export function turnOf(review: ReviewCase, reason: string) {
  return {
    id: nextEventId(),
    kind: "application.stage_changed",
    subjectId: review.applicationId,
    data: { organisationId: review.organisationId, from: "in_review", to: "rfi", reason },
  };
}

export const noticesOf = (eventId: bigint) =>
  read((tx) => tx.notice.findMany({ where: { eventId }, orderBy: { id: "asc" } }));
export const toldOf = async (eventId: bigint) => (await noticesOf(eventId)).map(({ personId }) => personId);
export const mails = () => read((tx) => tx.mail.findMany({ orderBy: { id: "asc" } }));

export async function memberOf(
  { organisationId }: ReviewCase,
  role: Actor["memberships"][number]["role"],
): Promise<Actor> {
  const actor = await transaction(async (tx) => {
    const person = await seedPerson(tx, `a ${role}`);
    await tx.membership.create({
      data: { id: newId("mem"), organisationId, personId: person.personId, role },
    });
    return person;
  });
  return { ...actor, memberships: [{ organisationId, role }] };
}

export async function forgetAll(): Promise<void> {
  await read(async (tx) => {
    await tx.mail.deleteMany();
    await tx.notice.deleteMany();
  });
}
