import { setTimeout as sleep } from "node:timers/promises";
import { generate } from "otplib";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { enrolTotp } from "#lib/identity/credentials";
import { checkSignIn } from "#lib/identity/sign-in";
import { confirmStepUp, spendStepUp } from "#lib/identity/step-up";
import { ownAccount } from "#lib/identity/view";
import { read, transaction } from "#lib/platform/db";
import { newcomer, PASSWORD } from "./newcomer";

const DIGEST = "a".repeat(64);
const TOTP_STEP_SECONDS = 30;

// A test that begins shortly before a step ends would find its codes outdated halfway.
beforeEach(async () => {
  const leftMs = TOTP_STEP_SECONDS * 1000 - (Date.now() % (TOTP_STEP_SECONDS * 1000));
  if (leftMs < 8_000) await sleep(leftMs);
});

describe("an authenticator", () => {
  async function offered(actor: Actor): Promise<string> {
    return (await ownAccount(actor)).offer.secret;
  }
  /** A code of the step before, so that the one of this step is still unused. */
  const codeBefore = (secret: string) =>
    generate({ secret, epoch: Math.floor(Date.now() / 1000) - TOTP_STEP_SECONDS });

  it("is asked for once enrolled, and each code works once", async () => {
    const { email, actor } = await newcomer();
    const secret = await offered(actor);
    await enrolTotp({ actor, password: PASSWORD, code: await codeBefore(secret) });
    expect(await checkSignIn({ email, password: PASSWORD })).toEqual({ ok: false, refusal: "totp_required" });
    const code = await generate({ secret });
    expect(await checkSignIn({ email, password: PASSWORD, totp: code })).toMatchObject({ ok: true });
    expect(await checkSignIn({ email, password: PASSWORD, totp: code })).toEqual({
      ok: false,
      refusal: "totp_wrong",
    });
    expect(await checkSignIn({ email, password: PASSWORD, totp: "000000" })).toMatchObject({ ok: false });
    const row = await read((tx) => tx.person.findUnique({ where: { email } }));
    expect(row?.totpSecret).not.toContain(secret);
  });

  it("is offered the same secret on every load, another to every session, and a new one once enrolled", async () => {
    const { actor } = await newcomer();
    const secret = await offered(actor);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(await offered(actor)).toBe(secret);
    expect(await offered({ ...actor, sessionId: "ses_another" })).not.toBe(secret);
    await enrolTotp({ actor, password: PASSWORD, code: await codeBefore(secret) });
    expect(await offered(actor)).not.toBe(secret);
  });

  it("is not enrolled with a wrong password or code", async () => {
    const { actor } = await newcomer();
    const code = await generate({ secret: await offered(actor) });
    await expect(enrolTotp({ actor, password: PASSWORD, code: "12345x" })).rejects.toMatchObject({
      code: "step_up_failed",
    });
    await expect(enrolTotp({ actor, password: "wrong", code })).rejects.toMatchObject({
      code: "step_up_failed",
    });
    expect((await ownAccount(actor)).hasTotp).toBe(false);
  });

  it("is not replaced by someone who has the password alone", async () => {
    const { actor } = await newcomer();
    const first = await offered(actor);
    await enrolTotp({ actor, password: PASSWORD, code: await codeBefore(first) });
    const second = await offered(actor);
    const code = await codeBefore(second);
    for (const currentCode of [undefined, "", "000000", code]) {
      await expect(enrolTotp({ actor, password: PASSWORD, code, currentCode })).rejects.toMatchObject({
        code: "step_up_failed",
      });
    }
    expect(await offered(actor)).toBe(second);
    await enrolTotp({ actor, password: PASSWORD, code, currentCode: await generate({ secret: first }) });
    expect(await offered(actor)).not.toBe(second);
  });

  it("cannot be guessed by sending the right password in between", async () => {
    const { email, actor } = await newcomer();
    await enrolTotp({ actor, password: PASSWORD, code: await codeBefore(await offered(actor)) });
    const refusals: unknown[] = [];
    for (let round = 0; round < 6; round += 1) {
      await checkSignIn({ email, password: PASSWORD });
      refusals.push(await checkSignIn({ email, password: PASSWORD, totp: "000000" }));
    }
    expect(refusals.slice(0, 5)).toEqual(Array(5).fill({ ok: false, refusal: "totp_wrong" }));
    expect(refusals.at(-1)).toEqual({ ok: false, refusal: "locked" });
  });
});

describe("a step-up", () => {
  const use = (actor: Actor, stepUpId: string, digest = DIGEST) =>
    transaction((tx) => spendStepUp(tx, { actor, digest, stepUpId }));

  it("confirms once, over the digest that it was given for", async () => {
    const { actor } = await newcomer();
    const { stepUpId } = await confirmStepUp({ actor, digest: DIGEST, password: PASSWORD });
    await expect(use(actor, stepUpId, "b".repeat(64))).rejects.toMatchObject({ code: "step_up_stale" });
    expect(await use(actor, stepUpId)).toMatchObject({ method: "password" });
    await expect(use(actor, stepUpId)).rejects.toMatchObject({ code: "step_up_stale" });
  });

  it("is no one else's, not from another session, and not older than five minutes", async () => {
    const [mine, theirs] = [await newcomer(), await newcomer()];
    const { stepUpId } = await confirmStepUp({ actor: mine.actor, digest: DIGEST, password: PASSWORD });
    await expect(use(theirs.actor, stepUpId)).rejects.toMatchObject({ code: "step_up_stale" });
    await expect(use({ ...mine.actor, sessionId: theirs.actor.sessionId }, stepUpId)).rejects.toMatchObject({
      code: "step_up_stale",
    });
    const old = `stp_old_${mine.actor.personId.slice(4)}`;
    await read(
      (tx) => tx.$executeRaw`
      INSERT INTO "StepUp" (id, "sessionId", "personId", method, digest, "createdAt")
      VALUES (${old}, ${mine.actor.sessionId}, ${mine.actor.personId}, 'password', ${DIGEST}, now() - interval '301 seconds')`,
    );
    await expect(use(mine.actor, old)).rejects.toMatchObject({ code: "step_up_stale" });
  });

  it("takes no password any more once an authenticator is enrolled", async () => {
    const { actor } = await newcomer();
    const { secret } = (await ownAccount(actor)).offer;
    const epoch = Math.floor(Date.now() / 1000) - TOTP_STEP_SECONDS;
    await enrolTotp({ actor, password: PASSWORD, code: await generate({ secret, epoch }) });
    await expect(confirmStepUp({ actor, digest: DIGEST, password: PASSWORD })).rejects.toMatchObject({
      code: "step_up_failed",
      extras: { errors: [{ pointer: "/totp" }] },
    });
    const totp = await generate({ secret });
    const confirmed = await confirmStepUp({ actor, digest: DIGEST, password: "not looked at", totp });
    expect(confirmed.method).toBe("totp");
  });

  it("refuses a wrong password, and locks after five", async () => {
    const { actor } = await newcomer();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(confirmStepUp({ actor, digest: DIGEST, password: "no" })).rejects.toMatchObject({
        code: "step_up_failed",
      });
    }
    await expect(confirmStepUp({ actor, digest: DIGEST, password: PASSWORD })).rejects.toMatchObject({
      code: "sign_in_locked",
    });
  });
});
