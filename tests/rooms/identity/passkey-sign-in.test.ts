import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { startPasskeySignIn, startPasskeyStepUp } from "#lib/identity/ask-passkey";
import { passkeysDigest, removePasskey } from "#lib/identity/enrol-passkey";
import { checkPasskeySignIn } from "#lib/identity/sign-in";
import { confirmStepUp, spendStepUp } from "#lib/identity/step-up";
import { ownAccount } from "#lib/identity/view";
import { read, transaction } from "#lib/platform/db";
import type { SoftwareAuthenticator, Wrongly } from "#tests/support/software-authenticator";
import { PASSWORD } from "./newcomer";
import { holder } from "./passkey-holder";

const DIGEST = "d".repeat(64);
const REFUSED = { ok: false, refusal: "passkey_wrong" };

const signIn = async (device: SoftwareAuthenticator, wrongly?: Wrongly) =>
  checkPasskeySignIn(device.get((await startPasskeySignIn("192.0.2.1")).challenge, wrongly));

describe("signing in with a passkey", () => {
  it("lets its holder in, with a counter that counts or one that says 0 for ever", async () => {
    for (const counts of [true, false]) {
      const { actor, device } = await holder(counts);
      for (let time = 0; time < 2; time += 1) {
        expect(await signIn(device)).toEqual({ ok: true, personId: actor.personId });
      }
    }
  });

  it.each<[string, Wrongly]>([
    ["another origin", { origin: "https://evil.example" }],
    ["another relying party", { rpId: "evil.example" }],
    ["a challenge that was made up", { challenge: "B".repeat(43) }],
    ["an answer to another question", { type: "webauthn.create" }],
    ["nobody verified", { userVerified: false }],
    ["another key's signature", { key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey }],
    ["a credential that nobody has", { credentialId: "AAAA" }],
    ["a counter gone back", { counter: 1 }],
    ["another person's name on it", { userHandle: "cGVyX290aGVy" }],
  ])("refuses %s", async (_, wrongly) => {
    const { actor, device } = await holder();
    expect(await signIn(device, wrongly)).toEqual(REFUSED);
    expect(await signIn(device)).toEqual({ ok: true, personId: actor.personId });
  });

  it("refuses a replayed answer, also one of two that are sent at once", async () => {
    const { device } = await holder();
    const answer = device.get((await startPasskeySignIn("192.0.2.1")).challenge);
    const verdicts = await Promise.all([checkPasskeySignIn(answer), checkPasskeySignIn(answer)]);
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await checkPasskeySignIn(answer)).toEqual(REFUSED);
  });

  it("refuses someone else's credential under one's own id", async () => {
    const [mine, theirs] = [await holder(), await holder()];
    expect(await signIn(theirs.device, { credentialId: mine.device.credentialId })).toEqual(REFUSED);
  });

  it("refuses a challenge that was made for a confirmation", async () => {
    const { actor, device } = await holder();
    const { challenge } = await startPasskeyStepUp({ actor, digest: DIGEST });
    expect(await checkPasskeySignIn(device.get(challenge))).toEqual(REFUSED);
  });

  it("refuses a person who was disabled, and a passkey that was removed", async () => {
    const [gone, removed] = [await holder(), await holder()];
    await read((tx) =>
      tx.person.update({ where: { id: gone.actor.personId }, data: { disabledAt: new Date() } }),
    );
    expect(await signIn(gone.device)).toEqual(REFUSED);
    const passkeyId = (await ownAccount(removed.actor)).passkeys[0]?.id ?? "";
    const confirm = async ({ actor, device }: typeof removed) => {
      const digest = passkeysDigest(actor.personId);
      return { passkey: device.get((await startPasskeyStepUp({ actor, digest })).challenge) };
    };
    const other = await holder();
    await expect(
      removePasskey({ actor: other.actor, passkeyId, confirmation: await confirm(other) }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      removePasskey({ actor: removed.actor, passkeyId, confirmation: { password: PASSWORD } }),
    ).rejects.toMatchObject({ code: "step_up_failed" });
    await removePasskey({ actor: removed.actor, passkeyId, confirmation: await confirm(removed) });
    expect(await signIn(removed.device)).toEqual(REFUSED);
  });

  it("is begun by a stranger sixty times in a quarter of an hour, and no more", async () => {
    for (let count = 0; count < 60; count += 1) await startPasskeySignIn("192.0.2.7");
    await expect(startPasskeySignIn("192.0.2.7")).rejects.toMatchObject({ code: "rate_limited" });
    await startPasskeySignIn("192.0.2.8");
  });
});

describe("a confirmation with a passkey", () => {
  it("is bound to the digest that was shown, and used once", async () => {
    const { actor, device } = await holder();
    const passkey = device.get((await startPasskeyStepUp({ actor, digest: DIGEST })).challenge);
    const { stepUpId, method } = await confirmStepUp({ actor, digest: DIGEST, passkey });
    expect(method).toBe("passkey");
    const used = await transaction((tx) => spendStepUp(tx, { actor, digest: DIGEST, stepUpId }));
    expect(used.method).toBe("passkey");
    await expect(confirmStepUp({ actor, digest: DIGEST, passkey })).rejects.toMatchObject({
      code: "step_up_failed",
    });
  });

  it("is refused over another digest, from another session, and with a challenge for signing in", async () => {
    const { actor, device } = await holder();
    const asked = async () => device.get((await startPasskeyStepUp({ actor, digest: DIGEST })).challenge);
    const wrong = [
      { actor, digest: "e".repeat(64), passkey: await asked() },
      { actor: { ...actor, sessionId: "ses_other" }, digest: DIGEST, passkey: await asked() },
      { actor, digest: DIGEST, passkey: device.get((await startPasskeySignIn("192.0.2.1")).challenge) },
    ];
    for (const given of wrong) {
      await expect(confirmStepUp(given)).rejects.toMatchObject({ code: "step_up_failed" });
    }
  });

  it("is not given by someone else's passkey", async () => {
    const [mine, theirs] = [await holder(), await holder()];
    const { challenge } = await startPasskeyStepUp({ actor: mine.actor, digest: DIGEST });
    const passkey = theirs.device.get(challenge);
    await expect(confirmStepUp({ actor: mine.actor, digest: DIGEST, passkey })).rejects.toMatchObject({
      code: "step_up_failed",
    });
  });

  it("takes the place of the password, which alone is then refused", async () => {
    const { actor } = await holder();
    await expect(confirmStepUp({ actor, digest: DIGEST, password: PASSWORD })).rejects.toMatchObject({
      code: "step_up_failed",
      extras: { errors: [{ pointer: "/passkey" }] },
    });
  });
});

describe("a passkey's signature", () => {
  const asked = async (actor: Actor) =>
    (await startPasskeyStepUp({ actor, digest: DIGEST, purpose: "sign" })).challenge;

  it("answers to the digest itself, for each signer in their own session, and its answer is kept", async () => {
    const [one, other] = [await holder(), await holder()];
    const challenges = [await asked(one.actor), await asked(other.actor)];
    expect(challenges).toEqual(Array(2).fill(Buffer.from(DIGEST, "hex").toString("base64url")));
    for (const { actor, device } of [one, other]) {
      const { stepUpId } = await confirmStepUp({
        actor,
        digest: DIGEST,
        passkey: device.get(challenges[0] ?? ""),
      });
      const used = await transaction((tx) => spendStepUp(tx, { actor, digest: DIGEST, stepUpId }));
      expect(used).toMatchObject({
        method: "passkey",
        assertionDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    }
  });

  it("is used once each time that it is asked for, and by nobody who was not asked", async () => {
    const [{ actor, device }, stranger] = [await holder(), await holder()];
    const passkey = device.get(await asked(actor));
    await confirmStepUp({ actor, digest: DIGEST, passkey });
    await expect(confirmStepUp({ actor, digest: DIGEST, passkey })).rejects.toMatchObject({
      code: "step_up_failed",
    });
    await asked(actor);
    await confirmStepUp({ actor, digest: DIGEST, passkey: device.get(await asked(actor)) });
    const unasked = {
      actor: stranger.actor,
      digest: DIGEST,
      passkey: stranger.device.get(await asked(actor)),
    };
    await expect(confirmStepUp(unasked)).rejects.toMatchObject({ code: "step_up_failed" });
  });

  it("over a random challenge confirms, and keeps nothing that could pass for a signature", async () => {
    const { actor, device } = await holder();
    const { challenge } = await startPasskeyStepUp({ actor, digest: DIGEST });
    const { stepUpId } = await confirmStepUp({ actor, digest: DIGEST, passkey: device.get(challenge) });
    const used = await transaction((tx) => spendStepUp(tx, { actor, digest: DIGEST, stepUpId }));
    expect(used.assertionDigest).toBeNull();
  });
});
