import { describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { enrolPasskey, startPasskeyEnrolment } from "#lib/identity/enrol-passkey";
import { forgetEndedChallenges } from "#lib/identity/passkey";
import { enrolPasskeyForm, passkeySignInForm } from "#lib/identity/passkey-contract";
import { relyingPartyOf } from "#lib/identity/relying-party";
import { ownAccount } from "#lib/identity/view";
import { read } from "#lib/platform/db";
import {
  type SoftwareAuthenticator,
  softwareAuthenticator,
  type Wrongly,
} from "#tests/support/software-authenticator";
import { newcomer, PASSWORD } from "./newcomer";
import { holder, site } from "./passkey-holder";

describe("enrolling a passkey", () => {
  it("takes what a browser makes for this portal, once, with no attestation", async () => {
    const { actor } = await newcomer();
    const { creation, confirmation } = await startPasskeyEnrolment(actor);
    expect(creation).toMatchObject({
      attestation: "none",
      rp: { id: "localhost" },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect(confirmation).toBeNull();
    const answer = softwareAuthenticator(site, creation).create();
    const enrolment = { actor, name: "Phone", answer, confirmation: { password: PASSWORD } };
    await enrolPasskey(enrolment);
    expect((await ownAccount(actor)).passkeys).toMatchObject([{ name: "Phone" }]);
    await expect(enrolPasskey(enrolment)).rejects.toMatchObject({ code: "step_up_failed" });
  });

  it.each<[string, Wrongly]>([
    ["another origin", { origin: "https://countersign.example.evil.example" }],
    ["another port of the host", { origin: "http://localhost:1" }],
    ["another relying party", { rpId: "evil.example" }],
    ["a challenge that was made up", { challenge: "A".repeat(43) }],
    ["an answer to another question", { type: "webauthn.get" }],
    ["a person who was not verified", { userVerified: false }],
    ["a person who was not there", { userPresent: false }],
  ])("is refused with %s, and its challenge is used up", async (_, wrongly) => {
    const { actor } = await newcomer();
    const { creation } = await startPasskeyEnrolment(actor);
    const device = softwareAuthenticator(site, creation);
    const enrol = (wrong?: Wrongly) =>
      enrolPasskey({ actor, name: "X", answer: device.create(wrong), confirmation: { password: PASSWORD } });
    await expect(enrol(wrongly)).rejects.toMatchObject({ code: "step_up_failed" });
    if (wrongly.challenge === undefined)
      await expect(enrol()).rejects.toMatchObject({ code: "step_up_failed" });
    expect((await ownAccount(actor)).passkeys).toEqual([]);
  });

  it("is not done with a challenge of someone else's, of another session's, or from five minutes ago", async () => {
    const [mine, theirs] = [(await newcomer()).actor, (await newcomer()).actor];
    const enrol = (actor: Actor, answer: ReturnType<SoftwareAuthenticator["create"]>) =>
      enrolPasskey({ actor, name: "X", answer, confirmation: { password: PASSWORD } });
    const made = async () =>
      softwareAuthenticator(site, (await startPasskeyEnrolment(mine)).creation).create();
    await expect(enrol(theirs, await made())).rejects.toMatchObject({ code: "step_up_failed" });
    await expect(enrol({ ...mine, sessionId: "ses_other" }, await made())).rejects.toMatchObject({
      code: "step_up_failed",
    });
    const late = await made();
    await read((tx) => tx.$executeRaw`UPDATE "PasskeyChallenge" SET "expiresAt" = now()`);
    await expect(enrol(mine, late)).rejects.toMatchObject({ code: "step_up_failed" });
    expect(await forgetEndedChallenges()).toBeGreaterThan(0);
  });

  it("needs the password first, and then a passkey: an open session alone adds none", async () => {
    const { actor } = await newcomer();
    const { creation } = await startPasskeyEnrolment(actor);
    const device = softwareAuthenticator(site, creation);
    const first = { actor, name: "First", answer: device.create() };
    await expect(enrolPasskey({ ...first, confirmation: { password: "wrong" } })).rejects.toMatchObject({
      code: "step_up_failed",
    });
    await enrolPasskey({ ...first, confirmation: { password: PASSWORD } });

    const again = await startPasskeyEnrolment(actor);
    expect(again.creation.excludeCredentials).toMatchObject([{ id: device.credentialId }]);
    const second = { actor, name: "Second", answer: softwareAuthenticator(site, again.creation).create() };
    await expect(enrolPasskey({ ...second, confirmation: { password: PASSWORD } })).rejects.toMatchObject({
      code: "step_up_failed",
      extras: { errors: [{ pointer: "/passkey" }] },
    });
    const passkey = device.get(again.confirmation?.challenge ?? "");
    await enrolPasskey({ ...second, confirmation: { passkey } });
    expect((await ownAccount(actor)).passkeys.map(({ name }) => name)).toEqual(["First", "Second"]);
  });

  it("does not take a credential that is someone else's already", async () => {
    const { device } = await holder();
    const { actor } = await newcomer();
    const { creation } = await startPasskeyEnrolment(actor);
    const answer = device.create({ challenge: creation.challenge });
    await expect(
      enrolPasskey({ actor, name: "Theirs", answer, confirmation: { password: PASSWORD } }),
    ).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("what a form brings of a passkey", () => {
  it.each([
    "",
    "null",
    "{}",
    "[]",
    '{"id":1}',
    "x".repeat(20_000),
    '{"id":"a","rawId":"a","type":"public-key"}',
  ])("is refused by its contract when it is %s", (passkey) => {
    expect(passkeySignInForm.safeParse({ passkey }).success).toBe(false);
    expect(enrolPasskeyForm.safeParse({ name: "x", new_passkey: passkey }).success).toBe(false);
  });
});

describe("the relying party", () => {
  it.each([
    ["https://portal.example", { rpId: "portal.example", origin: "https://portal.example" }],
    ["http://localhost:3000", { rpId: "localhost", origin: "http://localhost:3000" }],
    ["http://portal.example", null],
    ["http://127.0.0.1:3000", null],
    ["https://[::1]:3000", null],
    ["not an address", null],
  ])("of %s is known from the settings", (url, party) => expect(relyingPartyOf(url)).toEqual(party));
});
