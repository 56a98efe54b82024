import { describe, expect, it } from "vitest";
import { acceptAsNewPerson } from "#lib/identity/accept-invitation";
import { changeMemberRole } from "#lib/identity/change-member";
import {
  confirmAddress,
  ownAddress,
  requireConfirmedAddress,
  sendConfirmationAgain,
} from "#lib/identity/confirm-address";
import { inviteMember } from "#lib/identity/invite-member";
import { forgetEndedLinks } from "#lib/identity/mailed-link";
import { seedPeople } from "#lib/identity/seed-people";
import { read, transaction } from "#lib/platform/db";
import { mailedCodes } from "./mailed-code";
import { newcomer, PASSWORD } from "./newcomer";

const codeOf = async (email: string) => (await mailedCodes(email, "/confirm"))[0] ?? "";
const binds = (actor: Parameters<typeof requireConfirmedAddress>[1]) =>
  transaction((tx) => requireConfirmedAddress(tx, actor));

describe("an address", () => {
  it("binds nobody until the link that was mailed to it was opened, and says how to have it sent again", async () => {
    const { email, actor } = await newcomer();
    await expect(binds(actor)).rejects.toMatchObject({
      code: "forbidden",
      detail: expect.stringContaining("/confirm"),
    });
    await confirmAddress({ code: await codeOf(email) });
    await binds(actor);
    expect(await ownAddress(actor)).toEqual({ email, isConfirmed: true });
    const leaves = await read((tx) =>
      tx.ledgerPending.findMany({ where: { kind: "person.address_confirmed" } }),
    );
    expect(leaves.map(({ subjectId }) => subjectId)).toContain(actor.personId);
    expect(leaves.map(({ leaf }) => leaf).join()).not.toContain(email);
  });

  it("is not confirmed by a link that was used, is over, was made up or is for something else, in the same words", async () => {
    const [first, second] = [await newcomer(), await newcomer()];
    const code = await codeOf(first.email);
    await confirmAddress({ code });
    await read(
      (tx) =>
        tx.$executeRaw`UPDATE "MailedLink" SET "expiresAt" = now() WHERE "personId" = ${second.actor.personId}`,
    );
    const said = new Set<string>();
    for (const bad of [code, await codeOf(second.email), "A".repeat(43), ""]) {
      const refusal: unknown = await confirmAddress({ code: bad }).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: "invalid_request", extras: { errors: [{ pointer: "/code" }] } });
      said.add(refusal instanceof Error ? refusal.message : "");
    }
    expect(said.size).toBe(1);
    await expect(binds(second.actor)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is confirmed once by two who open the link at once", async () => {
    const code = await codeOf((await newcomer()).email);
    const results = await Promise.allSettled([confirmAddress({ code }), confirmAddress({ code })]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("has its link in no table as it was sent", async () => {
    const { email } = await newcomer();
    const code = await codeOf(email);
    const rows = JSON.stringify([
      await read((tx) => tx.mailedLink.findMany()),
      (await read((tx) => tx.mail.findMany())).map(({ text, html }) => [text, html]),
    ]);
    expect(code).toHaveLength(43);
    expect(rows).not.toContain(code);
  });

  it("is sent the link again at most five times an hour, and not once it is confirmed", async () => {
    const { actor, email } = await newcomer();
    const again = () => sendConfirmationAgain({ actor, network: null });
    for (let time = 0; time < 5; time += 1) await again();
    await expect(again()).rejects.toMatchObject({ code: "rate_limited" });
    await read((tx) => tx.$executeRaw`DELETE FROM "TryCount"`);
    await confirmAddress({ code: await codeOf(email) });
    await expect(again()).rejects.toMatchObject({ code: "wrong_state" });
  });

  it("has the links that are over forgotten", async () => {
    await newcomer();
    await read((tx) => tx.$executeRaw`UPDATE "MailedLink" SET "expiresAt" = now()`);
    expect(await forgetEndedLinks()).toBeGreaterThan(0);
    expect(await read((tx) => tx.mailedLink.count())).toBe(0);
  });

  it("of the demo's people is confirmed", async () => {
    await seedPeople();
    expect(await read((tx) => tx.person.count({ where: { isDemo: true, emailConfirmedAt: null } }))).toBe(0);
  });
});

describe("a member who came by an invitation", () => {
  async function invited(by: "mail" | "admin", role: "signatory" | "contributor") {
    const { actor, email: own } = await newcomer();
    const organisationId = actor.memberships[0]?.organisationId ?? "";
    const email = `by-${by}-${role}-${own}`;
    const { link } = await inviteMember({ actor, organisationId, email, role });
    const code = by === "mail" ? (await mailedCodes(email, "/invitation"))[0] : link.split("#")[1];
    const join = () => acceptAsNewPerson({ code: code ?? "", name: "Sam", password: PASSWORD });
    return { actor, organisationId, email, join };
  }

  it("has their address confirmed by the mail, and not by a link that the admin passed on", async () => {
    const byMail = await invited("mail", "signatory");
    const { personId } = await byMail.join();
    await binds({ ...byMail.actor, personId });
    await expect((await invited("admin", "signatory")).join()).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  it("is not made signatory before it", async () => {
    const { actor, organisationId, email, join } = await invited("admin", "contributor");
    const { personId } = await join();
    const promote = () => changeMemberRole({ actor, organisationId, personId, role: "signatory" });
    await expect(promote()).rejects.toMatchObject({ code: "wrong_state" });
    await confirmAddress({ code: await codeOf(email) });
    await promote();
  });
});
