import { generate } from "otplib";
import { describe, expect, it } from "vitest";
import { confirmAddress, ownAddress } from "#lib/identity/confirm-address";
import { enrolTotp } from "#lib/identity/credentials";
import { askForRecovery, recoverPassword } from "#lib/identity/recover-password";
import { sessionActor } from "#lib/identity/session-actor";
import { checkSignIn } from "#lib/identity/sign-in";
import { ownAccount } from "#lib/identity/view";
import { read } from "#lib/platform/db";
import { mailedCodes } from "./mailed-code";
import { newcomer, PASSWORD } from "./newcomer";

const NEXT = "another sentence that is long";

async function linkFor(email: string): Promise<string> {
  await askForRecovery({ email, network: null });
  return (await mailedCodes(email, "/recover/password"))[0] ?? "";
}

describe("a recovered password", () => {
  it("is the one that signs in, and every session has ended", async () => {
    const { email, actor } = await newcomer();
    await recoverPassword({ code: await linkFor(email), newPassword: NEXT });
    expect(await checkSignIn({ email, password: PASSWORD })).toMatchObject({ ok: false });
    expect(await checkSignIn({ email, password: NEXT })).toEqual({ ok: true, personId: actor.personId });
    expect(await sessionActor(actor.sessionId)).toBeNull();
    expect(await ownAddress(actor)).toMatchObject({ isConfirmed: true });
  });

  it("leaves the second factor as it was", async () => {
    const { email, actor } = await newcomer();
    const { offer } = await ownAccount(actor);
    await enrolTotp({ actor, password: PASSWORD, code: await generate({ secret: offer.secret }) });
    await recoverPassword({ code: await linkFor(email), newPassword: NEXT });
    expect(await checkSignIn({ email, password: NEXT })).toEqual({ ok: false, refusal: "totp_required" });
  });

  it("is on record and told to its person", async () => {
    const { email, actor } = await newcomer();
    await recoverPassword({ code: await linkFor(email), newPassword: NEXT });
    const [leaf, event] = await Promise.all([
      read((tx) =>
        tx.ledgerPending.findFirst({
          where: { kind: "person.password_recovered", subjectId: actor.personId },
        }),
      ),
      read((tx) =>
        tx.domainEvent.findFirst({ where: { kind: "person.sign_in_changed", subjectId: actor.personId } }),
      ),
    ]);
    expect(leaf).not.toBeNull();
    expect(event?.data).toEqual({ what: "password_recovered" });
  });
});

describe("a link for a new password", () => {
  it("works once, for half an hour, ends the others, and is for nothing else", async () => {
    const { email } = await newcomer();
    const [first, second] = [await linkFor(email), await linkFor(email)];
    await expect(confirmAddress({ code: first })).rejects.toMatchObject({ code: "invalid_request" });
    await recoverPassword({ code: first, newPassword: NEXT });
    for (const code of [first, second]) {
      await expect(recoverPassword({ code, newPassword: PASSWORD })).rejects.toMatchObject({
        code: "invalid_request",
      });
    }
    const third = await linkFor(email);
    await read(
      (tx) => tx.$executeRaw`UPDATE "MailedLink" SET "expiresAt" = "expiresAt" - interval '30 minutes'`,
    );
    await expect(recoverPassword({ code: third, newPassword: PASSWORD })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  it("goes to nobody who is disabled or unknown, and the answer does not say so", async () => {
    const { email, actor } = await newcomer();
    await read((tx) => tx.person.update({ where: { id: actor.personId }, data: { disabledAt: new Date() } }));
    const took: number[] = [];
    for (const address of [email, "nobody@example.org", (await newcomer()).email]) {
      const begun = performance.now();
      expect(await askForRecovery({ email: address, network: null })).toBeUndefined();
      took.push(performance.now() - begun);
    }
    expect(await mailedCodes(email, "/recover/password")).toEqual([]);
    expect(Math.min(...took)).toBeGreaterThan(350);
  });

  it("is asked for five times an hour for an address, known or not, and twenty from one network", async () => {
    await read((tx) => tx.$executeRaw`DELETE FROM "TryCount"`);
    const known = (await newcomer()).email;
    for (const email of [known, "stranger@example.org"]) {
      const asked = await Promise.allSettled(
        Array.from({ length: 7 }, () => askForRecovery({ email, network: null })),
      );
      expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    }
    const many = await Promise.allSettled(
      Array.from({ length: 22 }, (_, at) =>
        askForRecovery({ email: `n-${at}@example.org`, network: "192.0.2.7" }),
      ),
    );
    expect(many.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  });
});
