import { beforeAll, describe, expect, it } from "vitest";
import { acceptAsNewPerson, acceptInvitation } from "#lib/identity/accept-invitation";
import type { Actor } from "#lib/identity/actor";
import { changeMemberRole, removeMember } from "#lib/identity/change-member";
import { inviteMember, withdrawInvitation } from "#lib/identity/invite-member";
import { organisationPage } from "#lib/identity/organisation-view";
import type { MemberRole } from "#lib/identity/roles";
import { sessionActor } from "#lib/identity/session-actor";
import { checkSignIn, openSession } from "#lib/identity/sign-in";
import { read } from "#lib/platform/db";
import { mailedCodes } from "./mailed-code";
import { newcomer, PASSWORD } from "./newcomer";

let admin: Actor;
let organisationId: string;
let count = 0;

beforeAll(async () => {
  admin = (await newcomer()).actor;
  organisationId = admin.memberships[0]?.organisationId ?? "";
});

const address = () => {
  count += 1;
  return `colleague-${count}@example.org`;
};
const codeOf = (link: string) => link.split("#")[1] ?? "";
/** With the link that stands in the mail alone: it confirms the address. */
async function invited(email: string, role: MemberRole = "contributor") {
  const invitation = await inviteMember({ actor: admin, organisationId, email, role });
  const [code = ""] = await mailedCodes(email, "/invitation");
  return { ...invitation, link: `/invitation#${code}` };
}

async function member(role: MemberRole): Promise<Actor> {
  const { link } = await invited(address(), role);
  const { personId } = await acceptAsNewPerson({
    code: codeOf(link),
    name: "A Colleague",
    password: PASSWORD,
  });
  const actor = await sessionActor(await openSession({ personId, userAgent: "test" }));
  if (actor === null) throw new Error("no session");
  return actor;
}

describe("an invitation", () => {
  it("makes a new colleague a member in the role, once, with the address that was invited", async () => {
    const email = address();
    const { link } = await invited(email, "signatory");
    const given = { code: codeOf(link), name: "Sam", password: PASSWORD };
    const { personId } = await acceptAsNewPerson(given);
    expect(await checkSignIn({ email, password: PASSWORD })).toEqual({ ok: true, personId });
    const actor = await sessionActor(await openSession({ personId, userAgent: "test" }));
    expect(actor?.memberships).toEqual([{ organisationId, role: "signatory" }]);
    await expect(acceptAsNewPerson(given)).rejects.toMatchObject({
      extras: { errors: [{ pointer: "/code" }] },
    });
  });

  it("is used by one of two who open it at once", async () => {
    const { link } = await invited(address());
    const given = { code: codeOf(link), name: "Sam", password: PASSWORD };
    const results = await Promise.allSettled([acceptAsNewPerson(given), acceptAsNewPerson(given)]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("lets someone with an account join by it, if it is to their own address", async () => {
    const [theirs, other] = [await newcomer(), await newcomer()];
    const { link } = await invited(theirs.email);
    const code = codeOf(link);
    await expect(acceptInvitation({ actor: other.actor, code })).rejects.toMatchObject({
      code: "invalid_request",
    });
    await expect(acceptAsNewPerson({ code, name: "Another", password: PASSWORD })).rejects.toMatchObject({
      code: "invalid_request",
    });
    expect(await acceptInvitation({ actor: theirs.actor, code })).toEqual({ organisationId });
    await expect(acceptInvitation({ actor: theirs.actor, code })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  it("opens nothing once it was withdrawn or is a week old, nor with a code that was made up", async () => {
    const [first, second] = [await invited(address()), await invited(address())];
    await withdrawInvitation({ actor: admin, organisationId, invitationId: first.invitationId });
    await read(
      (tx) => tx.$executeRaw`UPDATE "Invitation" SET "expiresAt" = now() WHERE id = ${second.invitationId}`,
    );
    for (const code of [codeOf(first.link), codeOf(second.link), "", "A".repeat(43)]) {
      await expect(acceptAsNewPerson({ code, name: "Sam", password: PASSWORD })).rejects.toMatchObject({
        code: "invalid_request",
      });
    }
    await expect(
      withdrawInvitation({ actor: admin, organisationId, invitationId: first.invitationId }),
    ).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("is an admin's to make and to withdraw, in their own organisation", async () => {
    const [contributor, stranger] = [await member("contributor"), (await newcomer()).actor];
    const invitation = { organisationId, email: address(), role: "admin" as const };
    await expect(inviteMember({ actor: contributor, ...invitation })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(inviteMember({ actor: stranger, ...invitation })).rejects.toMatchObject({
      code: "not_found",
    });
    const { invitationId } = await invited(address());
    const theirs = stranger.memberships[0]?.organisationId ?? "";
    await expect(
      withdrawInvitation({ actor: stranger, organisationId: theirs, invitationId }),
    ).rejects.toMatchObject({ code: "wrong_state" });
    await expect(organisationPage(stranger, organisationId)).rejects.toMatchObject({ code: "not_found" });
    const seen = await organisationPage(contributor, organisationId);
    expect(seen.invitations).toEqual([]);
    expect(seen.members.every(({ email }) => email === null)).toBe(true);
  });

  it("is not made twice for an address, nor for a member", async () => {
    const email = address();
    const results = await Promise.allSettled([invited(email), invited(email)]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { members } = await organisationPage(admin, organisationId);
    await expect(invited(members.at(-1)?.email ?? "")).rejects.toMatchObject({
      extras: { errors: [{ pointer: "/email" }] },
    });
  });

  it("lies nowhere in the database as it was sent: not in the table, the mail or the ledger", async () => {
    const email = address();
    const { link } = await invited(email);
    const rows = await read(async (tx) => [
      await tx.invitation.findMany(),
      await tx.mail.findMany({ where: { address: email } }),
      await tx.ledgerPending.findMany({ select: { leaf: true, secret: true } }),
    ]);
    expect(rows[1]).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(codeOf(link));
    const leaves = JSON.stringify(await read((tx) => tx.ledgerPending.findMany({ select: { leaf: true } })));
    expect(leaves).not.toContain(email);
  });

  it("is mailed with a name that can be no header, link or tag", async () => {
    await read((tx) =>
      tx.organisation.update({
        where: { id: organisationId },
        data: { name: "Acme\r\nBcc: v@example.org <b>https://evil.example/win</b>" },
      }),
    );
    const email = address();
    await invited(email);
    const mail = await read((tx) => tx.mail.findFirstOrThrow({ where: { address: email } }));
    expect(`${mail.subject}${mail.text}`).not.toMatch(/^Bcc/m);
    expect(mail.text).not.toMatch(/https:\/\/evil|evil\.example|v@example/);
    expect(mail.html).not.toContain("<b>");
  });
});

describe("a member", () => {
  it("loses what they saw at once when they are removed, and can be invited again", async () => {
    const colleague = await member("contributor");
    await removeMember({ actor: admin, organisationId, personId: colleague.personId });
    expect(await sessionActor(colleague.sessionId)).toBeNull();
    const again = await sessionActor(await openSession({ personId: colleague.personId, userAgent: "test" }));
    expect(again?.memberships).toEqual([]);
    const { email } = await read((tx) => tx.person.findUniqueOrThrow({ where: { id: colleague.personId } }));
    const { link } = await invited(email, "signatory");
    if (again === null) throw new Error("no session");
    await acceptInvitation({ actor: again, code: codeOf(link) });
    expect((await sessionActor(again.sessionId))?.memberships).toEqual([
      { organisationId, role: "signatory" },
    ]);
  });

  it("who is the last admin or the last signatory is not removed, and not given another role", async () => {
    const { actor: lone } = await newcomer();
    const own = lone.memberships[0]?.organisationId ?? "";
    const self = { actor: lone, organisationId: own, personId: lone.personId };
    await expect(removeMember(self)).rejects.toMatchObject({ code: "wrong_state" });
    await expect(changeMemberRole({ ...self, role: "contributor" })).rejects.toMatchObject({
      code: "wrong_state",
    });
    const email = address();
    await inviteMember({ actor: lone, organisationId: own, email, role: "signatory" });
    const [code = ""] = await mailedCodes(email, "/invitation");
    const { personId } = await acceptAsNewPerson({ code, name: "Sig", password: PASSWORD });
    await expect(removeMember({ ...self, personId })).rejects.toMatchObject({ code: "wrong_state" });
    await expect(changeMemberRole({ ...self, personId, role: "admin" })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("is never both of two admins who remove each other at once", async () => {
    const { actor: one } = await newcomer();
    const own = one.memberships[0]?.organisationId ?? "";
    const { link } = await inviteMember({ actor: one, organisationId: own, email: address(), role: "admin" });
    const { personId } = await acceptAsNewPerson({ code: codeOf(link), name: "Two", password: PASSWORD });
    const two = await sessionActor(await openSession({ personId, userAgent: "test" }));
    if (two === null) throw new Error("no session");
    const results = await Promise.allSettled([
      removeMember({ actor: one, organisationId: own, personId: two.personId }),
      removeMember({ actor: two, organisationId: own, personId: one.personId }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await read((tx) => tx.membership.count({ where: { organisationId: own, endedAt: null } }))).toBe(
      1,
    );
  });

  it("gets a role from an admin alone, within the organisation", async () => {
    const [colleague, stranger] = [await member("contributor"), (await newcomer()).actor];
    const of = { organisationId, personId: colleague.personId, role: "admin" as const };
    await expect(changeMemberRole({ actor: colleague, ...of })).rejects.toMatchObject({ code: "forbidden" });
    await expect(changeMemberRole({ actor: stranger, ...of })).rejects.toMatchObject({ code: "not_found" });
    await expect(
      changeMemberRole({ actor: admin, ...of, personId: stranger.personId }),
    ).rejects.toMatchObject({ code: "not_found" });
    await changeMemberRole({ actor: admin, ...of, role: "signatory" });
    expect((await sessionActor(colleague.sessionId))?.memberships[0]?.role).toBe("signatory");
  });
});
