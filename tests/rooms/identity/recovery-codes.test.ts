import { generate } from "otplib";
import { describe, expect, it } from "vitest";
import { confirmPerson } from "#lib/identity/confirm-person";
import { enrolTotp } from "#lib/identity/credentials";
import { makeRecoveryCodes } from "#lib/identity/make-recovery-codes";
import { checkSignIn } from "#lib/identity/sign-in";
import { ownAccount } from "#lib/identity/view";
import { read } from "#lib/platform/db";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { newcomer, PASSWORD } from "./newcomer";

/** Somebody with an authenticator and ten codes. */
async function holder() {
  const { email, actor } = await newcomer();
  const { secret } = (await ownAccount(actor)).offer;
  await enrolTotp({ actor, password: PASSWORD, code: await generate({ secret }) });
  await forgetStep(actor.personId);
  const codes = await makeRecoveryCodes({ actor, totp: await generate({ secret }) });
  const [first = "", second = ""] = codes;
  return { email, actor, secret, codes, first, second };
}

/** A code of this half minute may be given again, which is otherwise once. */
const forgetStep = (personId: string) =>
  read((tx) => tx.person.update({ where: { id: personId }, data: { totpLastStep: null } }));
const signIn = (email: string, totp: string) => checkSignIn({ email, password: PASSWORD, totp });

describe("a recovery code", () => {
  it("stands in for a lost authenticator at sign-in, once, however it is typed", async () => {
    const { email, actor, first, second, codes } = await holder();
    expect(new Set(codes).size).toBe(10);
    expect(await signIn(email, first)).toEqual({ ok: true, personId: actor.personId });
    expect(await signIn(email, first)).toEqual({ ok: false, refusal: "totp_wrong" });
    expect(await signIn(email, ` ${second.toUpperCase().replaceAll("-", " ")}`)).toMatchObject({ ok: true });
    expect((await ownAccount(actor)).recoveryCodesLeft).toBe(8);
  });

  it("is used by one of two who give it at once", async () => {
    const { email, first } = await holder();
    const verdicts = await Promise.all([signIn(email, first), signIn(email, first)]);
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("lets its person enrol another authenticator, and confirms nothing else", async () => {
    const { actor, first } = await holder();
    await expect(confirmPerson(actor, { totp: first })).rejects.toMatchObject({ code: "step_up_failed" });
    const { secret } = (await ownAccount(actor)).offer;
    const given = { actor, password: PASSWORD, code: await generate({ secret }) };
    await expect(enrolTotp({ ...given, currentCode: "0000-0000-0000" })).rejects.toMatchObject({
      code: "step_up_failed",
    });
    await enrolTotp({ ...given, currentCode: first });
  });

  it("opens nobody else's account, and counts towards the lock when it is wrong", async () => {
    const [one, other] = [await holder(), await holder()];
    for (let time = 0; time < 5; time += 1) {
      expect(await signIn(one.email, other.first)).toEqual({ ok: false, refusal: "totp_wrong" });
    }
    expect(await signIn(one.email, one.first)).toEqual({ ok: false, refusal: "locked" });
    expect(await signIn(other.email, other.first)).toMatchObject({ ok: true });
  });

  it("is nowhere as it was shown, and its use is on record and told", async () => {
    const { email, actor, codes, first } = await holder();
    await signIn(email, first);
    const stored = JSON.stringify(await read((tx) => tx.recoveryCode.findMany()));
    for (const code of codes) expect(stored).not.toContain(code);
    const of = { subjectId: actor.personId };
    expect(
      await read((tx) => tx.ledgerPending.count({ where: { ...of, kind: "person.recovery_code_used" } })),
    ).toBe(1);
    const events = await read((tx) => tx.domainEvent.findMany({ where: of, orderBy: { id: "asc" } }));
    expect(events.at(-1)?.data).toEqual({ what: "recovery_code_used" });
  });
});

describe("new recovery codes", () => {
  it("end the earlier ones and need the authenticator", async () => {
    const { email, actor, secret, first } = await holder();
    await expect(makeRecoveryCodes({ actor, totp: first })).rejects.toMatchObject({ code: "step_up_failed" });
    await forgetStep(actor.personId);
    await makeRecoveryCodes({ actor, totp: await generate({ secret }) });
    expect(await signIn(email, first)).toMatchObject({ ok: false });
  });

  it("are for nobody without an authenticator, and not for staff, whose old ones open nothing either", async () => {
    const { actor } = await newcomer();
    await expect(makeRecoveryCodes({ actor, totp: "123456" })).rejects.toMatchObject({ code: "wrong_state" });
    const { email, actor: hired, first } = await holder();
    const staffRoles = [{ role: "intake", homeLane: null }] as const;
    await expect(
      makeRecoveryCodes({ actor: { ...hired, staffRoles }, totp: "123456" }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
    await read((tx) =>
      seedStaffRole(tx, { data: { id: "rol_1", personId: hired.personId, role: "intake" } }),
    );
    expect(await signIn(email, first)).toEqual({ ok: false, refusal: "totp_wrong" });
  });
});
