import { generate } from "otplib";
import { describe, expect, it } from "vitest";
import { changePassword, enrolTotp } from "#lib/identity/credentials";
import { sessionActor } from "#lib/identity/session-actor";
import { checkSignIn, endSessions, openSession, sessionsOf } from "#lib/identity/sign-in";
import { signUp } from "#lib/identity/sign-up";
import { ownAccount } from "#lib/identity/view";
import { read } from "#lib/platform/db";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { newcomer, PASSWORD } from "./newcomer";

describe("signing in", () => {
  it("lets the right password in and makes the newcomer the admin of their organisation", async () => {
    const { email, actor } = await newcomer();
    expect(await checkSignIn({ email, password: PASSWORD })).toEqual({ ok: true, personId: actor.personId });
    expect(actor.memberships).toMatchObject([{ role: "admin" }]);
    expect(actor.staffRoles).toEqual([]);
  });

  it("says the same of an unknown address and of a wrong password", async () => {
    const { email } = await newcomer();
    expect(await checkSignIn({ email, password: "not it" })).toEqual({ ok: false, refusal: "wrong" });
    expect(await checkSignIn({ email: "nobody@example.org", password: PASSWORD })).toEqual({
      ok: false,
      refusal: "wrong",
    });
  });

  it("locks after five failures, the right password included", async () => {
    const { email } = await newcomer();
    for (let attempt = 0; attempt < 5; attempt += 1) await checkSignIn({ email, password: "not it" });
    expect(await checkSignIn({ email, password: PASSWORD })).toEqual({ ok: false, refusal: "locked" });
  });

  it("judges no more than five of twenty attempts made at once", async () => {
    const { email } = await newcomer();
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, () => checkSignIn({ email, password: "not it" })),
    );
    const judged = verdicts.filter((verdict) => !verdict.ok && verdict.refusal === "wrong");
    expect(judged).toHaveLength(5);
  });

  it("forgets failures a quarter of an hour after the last, and at a success", async () => {
    const { email, actor } = await newcomer();
    for (let attempt = 0; attempt < 5; attempt += 1) await checkSignIn({ email, password: "not it" });
    await read(
      (tx) => tx.$executeRaw`UPDATE "Person" SET "lockedUntil" = now() WHERE id = ${actor.personId}`,
    );
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) await checkSignIn({ email, password: "not it" });
      expect(await checkSignIn({ email, password: PASSWORD })).toMatchObject({ ok: true });
    }
  });

  it("makes one account of two sign-ups at once with the same address", async () => {
    const twin = { organisationName: "Twin", country: "GB", name: "Twin", password: PASSWORD };
    const email = "twin@example.org";
    const results = await Promise.allSettled([signUp({ ...twin, email }), signUp({ ...twin, email })]);
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: "invalid_request" });
    expect(await read((tx) => tx.organisation.count({ where: { name: "Twin" } }))).toBe(1);
  });

  it("makes no second account for an address", async () => {
    const { email } = await newcomer();
    await expect(
      signUp({ organisationName: "Another", country: "GB", name: "Another", email, password: PASSWORD }),
    ).rejects.toMatchObject({ code: "invalid_request", extras: { errors: [{ pointer: "/email" }] } });
  });
});

describe("a session", () => {
  it("ends at once when it is revoked, and with the person's other sessions when the password changes", async () => {
    const { actor } = await newcomer();
    const other = await openSession({ personId: actor.personId, userAgent: "another browser" });
    expect(await sessionsOf(actor.personId)).toHaveLength(2);
    await changePassword({ actor, currentPassword: PASSWORD, newPassword: "another long sentence" });
    expect(await sessionActor(other)).toBeNull();
    expect(await sessionActor(actor.sessionId)).not.toBeNull();
    await endSessions({ personId: actor.personId, id: actor.sessionId });
    expect(await sessionActor(actor.sessionId)).toBeNull();
  });

  it("is no place to guess the password: failures lock the account", async () => {
    const { email, actor } = await newcomer();
    const change = (currentPassword: string) =>
      changePassword({ actor, currentPassword, newPassword: "another long sentence" });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(change("no")).rejects.toMatchObject({ code: "step_up_failed" });
    }
    await expect(change(PASSWORD)).rejects.toMatchObject({ code: "sign_in_locked" });
    expect(await checkSignIn({ email, password: PASSWORD })).toEqual({ ok: false, refusal: "locked" });
  });

  it("cannot be ended by someone else", async () => {
    const [mine, theirs] = [await newcomer(), await newcomer()];
    expect(await endSessions({ personId: mine.actor.personId, id: theirs.actor.sessionId })).toBe(0);
    expect(await sessionActor(theirs.actor.sessionId)).not.toBeNull();
  });

  it("does not outlive its twelve hours, nor half an hour of idling by staff", async () => {
    const { actor } = await newcomer();
    await read(
      (tx) => tx.$executeRaw`
      UPDATE "AuthSession" SET "lastSeenAt" = now() - interval '31 minutes' WHERE id = ${actor.sessionId}`,
    );
    expect(await sessionActor(actor.sessionId)).not.toBeNull();
    await read((tx) =>
      seedStaffRole(tx, {
        data: { id: `rol_${actor.personId}`, personId: actor.personId, role: "auditor" },
      }),
    );
    await read(
      (tx) => tx.$executeRaw`
      UPDATE "AuthSession" SET "lastSeenAt" = now() - interval '31 minutes' WHERE id = ${actor.sessionId}`,
    );
    expect(await sessionActor(actor.sessionId)).toBeNull();
    await read(
      (tx) => tx.$executeRaw`
      UPDATE "AuthSession" SET "lastSeenAt" = now(), "expiresAt" = now() WHERE id = ${actor.sessionId}`,
    );
    expect(await sessionActor(actor.sessionId)).toBeNull();
  });

  it("shows a role that was taken away no longer, at the next request", async () => {
    const { actor } = await newcomer();
    await read((tx) =>
      tx.membership.updateMany({ where: { personId: actor.personId }, data: { endedAt: new Date() } }),
    );
    expect((await sessionActor(actor.sessionId))?.memberships).toEqual([]);
  });

  it("is nobody's for an id that was made up", async () => {
    expect(await sessionActor("ses_00000000000000000000000000")).toBeNull();
  });
});

describe("the ledger", () => {
  it("has a leaf for each thing that happens to a person, and no name, address or secret in any", async () => {
    const { email, actor } = await newcomer();
    await openSession({ personId: actor.personId, userAgent: "another browser" });
    await changePassword({ actor, currentPassword: PASSWORD, newPassword: "another long sentence" });
    const { secret } = (await ownAccount(actor)).offer;
    await enrolTotp({ actor, password: "another long sentence", code: await generate({ secret }) });
    const rows = await read((tx) =>
      tx.ledgerPending.findMany({ where: { subjectId: actor.personId }, orderBy: { id: "asc" } }),
    );
    expect(rows.map(({ kind }) => kind)).toEqual([
      "person.created",
      "person.password_changed",
      "session.revoked",
      "person.authenticator_enrolled",
    ]);
    for (const { leaf } of rows) {
      for (const private_ of [email, actor.name, secret]) expect(leaf).not.toContain(private_);
    }
  });
});
