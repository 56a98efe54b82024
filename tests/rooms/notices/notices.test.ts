import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeNotices } from "#lib/notices/write-notices";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { holdLane, type ReviewCase, seedCase, seedStaff } from "../reviews/review-case";
import { forgetAll, mails, nextEventId, noticesOf, toldOf, turnOf } from "./case-turns";

beforeEach(forgetAll);

describe("a turn of a case", () => {
  let review: ReviewCase;
  let admin: string;
  beforeAll(async () => {
    review = await seedCase();
    const member = await read((tx) =>
      tx.membership.findFirstOrThrow({ where: { organisationId: review.organisationId } }),
    );
    admin = member.personId;
  });

  it("is told to each person concerned once, however often the event is handed on", async () => {
    const event = turnOf(review, "declined");
    expect(await writeNotices(event)).toBe(1);
    expect(await writeNotices(event)).toBe(0);
    await Promise.all([writeNotices(event), writeNotices(event)]);
    expect(await toldOf(event.id)).toEqual([admin]);
    expect(await mails()).toHaveLength(1);
  });

  it("reaches the lane's holder and the applicant, and no one else", async () => {
    const holder = await holdLane(review, "technical");
    const [bystander] = await Promise.all([seedStaff("privacy"), seedCase()]);
    const event = turnOf(review, "information_requested");
    await writeNotices(event);
    const told = await toldOf(event.id);
    expect(told.sort()).toEqual([admin, holder.personId].sort());
    expect(told).not.toContain(bystander.personId);
    const paths = Object.fromEntries((await noticesOf(event.id)).map((row) => [row.personId, row.path]));
    expect(paths[admin]).toBe(`/applications/${review.applicationId}`);
    expect(paths[holder.personId]).toBe(`/review/${review.applicationId}`);
  });

  it("is not told to staff who declared a conflict, were disabled, lost the role, or belong to the applicant", async () => {
    const [approver, conflicted, gone, demoted, ours] = await Promise.all(
      Array.from({ length: 5 }, () => seedStaff("approver", "legal")),
    );
    if (!approver || !conflicted || !gone || !demoted || !ours) throw new Error("not seeded");
    await declareConflict({
      actor: conflicted,
      applicationId: review.applicationId,
      hasConflict: true,
      detail: "A relative works there.",
    });
    await read(async (tx) => {
      await tx.person.update({ where: { id: gone.personId }, data: { disabledAt: new Date() } });
      await tx.staffRole.updateMany({ where: { personId: demoted.personId }, data: { endedAt: new Date() } });
      await tx.membership.create({
        data: {
          id: newId("mem"),
          organisationId: review.organisationId,
          personId: ours.personId,
          role: "contributor",
        },
      });
    });
    const event = turnOf(review, "reconciled");
    await writeNotices(event);
    const rows = await noticesOf(event.id);
    const pathOf = (id: string) => rows.find(({ personId }) => personId === id)?.path;
    expect(pathOf(approver.personId)).toMatch(/^\/review\//);
    for (const { personId } of [conflicted, gone, demoted]) expect(pathOf(personId)).toBeUndefined();
    // Told as a member of the applicant, which they are, and never as an approver.
    expect(pathOf(ours.personId)).toMatch(/^\/applications\//);
    await read((tx) => tx.membership.deleteMany({ where: { personId: ours.personId } }));
  });

  it("says nothing that a person typed: not a note, a name, a title or an address", async () => {
    await read((tx) =>
      tx.application.update({
        where: { id: review.applicationId },
        data: { title: "TITLE\r\nBcc: victim@example.org" },
      }),
    );
    await read((tx) =>
      tx.organisation.update({
        where: { id: review.organisationId },
        data: { name: "NAME\r\nBcc: victim@example.org" },
      }),
    );
    const event = turnOf(review, "approved");
    await writeNotices({ ...event, data: { ...event.data, note: "SECRET NOTE", title: "TITLE" } });
    const written = JSON.stringify([await mails(), await noticesOf(event.id)], (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    for (const typed of ["SECRET NOTE", "TITLE", "NAME", "victim"]) expect(written).not.toContain(typed);
    for (const { subject } of await mails()) expect(subject).toMatch(/^APP-TEST-\S+ is approved/);
  });

  it("of a kind that tells nobody, or that nobody knows, writes nothing", async () => {
    expect(await writeNotices(turnOf(review, "screening_started"))).toBe(0);
    expect(await writeNotices(turnOf(review, "constructor"))).toBe(0);
    expect(await writeNotices({ id: nextEventId(), kind: "no.such", subjectId: "x", data: null })).toBe(0);
    expect(await writeNotices({ ...turnOf(review, "declined"), subjectId: "app_none" })).toBe(0);
  });
});
