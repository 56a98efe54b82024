import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { startPasskeySignIn, startPasskeyStepUp } from "#lib/identity/ask-passkey";
import { confirmPerson } from "#lib/identity/confirm-person";
import { checkPasskeySignIn } from "#lib/identity/sign-in";
import { ownAccount } from "#lib/identity/view";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { confirmPasskey, passkeyToConfirm } from "#lib/staff/confirm-passkey";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { PASSWORD } from "../identity/newcomer";
import { holder } from "../identity/passkey-holder";
import { confirmByPasskey, type PasskeyApprover } from "../reviews/passkey-case";
import { codeOf, seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";
import { confirmPasskeysOf } from "./confirmed-passkeys";
import { draftFor, proposeAs, seedCandidate, seedKeepers } from "./staff-case";

let officer: Actor;
beforeAll(async () => {
  ({ officer } = await seedKeepers());
});

/** Staff with a passkey that nobody else has confirmed. */
async function seedHolder(): Promise<PasskeyApprover & { passkeyId: string }> {
  const { actor, device } = await holder();
  const { personId } = actor;
  await read((tx) => seedStaffRole(tx, { data: { id: newId("rol"), personId, role: "operator" } }));
  const { id: passkeyId } = await read((tx) => tx.passkey.findFirstOrThrow({ where: { personId } }));
  return { actor: { ...actor, staffRoles: [{ role: "operator", homeLane: null }] }, device, passkeyId };
}

let hosts = 0;
async function signIn({ device }: PasskeyApprover) {
  hosts += 1;
  const { challenge } = await startPasskeySignIn(`198.51.100.${hosts}`);
  return checkPasskeySignIn(device.get(challenge));
}

describe("a passkey of the staff", () => {
  test("serves for nothing until another person has confirmed it, and then to sign in and to sign", async () => {
    const held = await seedHolder();
    const { actor, passkeyId } = held;
    const digest = "a".repeat(64);
    expect(await signIn(held)).toEqual({ ok: false, refusal: "passkey_wrong" });
    expect(await codeOf(startPasskeyStepUp({ actor, digest }))).toBe("step_up_failed");
    expect(await ownAccount(actor)).toMatchObject({ passkeys: [], waitingPasskeys: [{ id: passkeyId }] });
    // A key that does not serve takes nothing away from the password either.
    expect(await confirmPerson(actor, { password: PASSWORD })).toMatchObject({ method: "password" });

    expect(await confirmPasskeysOf(actor.personId)).toBe(1);
    expect(await signIn(held)).toEqual({ ok: true, personId: actor.personId });
    expect(await ownAccount(actor)).toMatchObject({ passkeys: [{ id: passkeyId }], waitingPasskeys: [] });
    expect(await codeOf(confirmPerson(actor, { password: PASSWORD }))).toBe("step_up_failed");
    expect(await codeOf(passkeyToConfirm(officer, passkeyId))).toBe("not_found");
    const leaf = await read((tx) =>
      tx.ledgerPending.findFirstOrThrow({
        where: { subjectId: actor.personId, kind: "staff.passkey_confirmed" },
      }),
    );
    expect(JSON.parse(leaf.leaf).data).toMatchObject({ passkey: passkeyId });
  });

  test("is confirmed by those who see to the staff, over its own digest, and never by its holder", async () => {
    const { actor, passkeyId } = await seedHolder();
    const { digest, mayConfirm } = await passkeyToConfirm(officer, passkeyId);
    expect(mayConfirm).toBe(true);
    const confirm = async (by: Actor, over = digest, ageSeconds = 0) =>
      confirmPasskey({
        actor: by,
        passkeyId,
        digest: over,
        stepUpId: await seedStepUp(by, over, ageSeconds),
      });
    expect(await codeOf(confirm(actor))).toBe("signer_ineligible");
    expect(await codeOf(confirm(await seedStaff("legal")))).toBe("forbidden");
    expect(await codeOf(confirm(officer, "b".repeat(64)))).toBe("digest_changed");
    expect(await codeOf(confirm(officer, digest, 301))).toBe("step_up_stale");
  });

  test("in raw SQL signs nothing unconfirmed, is confirmed by nobody alone, and keeps its key", async () => {
    const { actor, device } = await holder();
    const { personId } = actor;
    const candidate = await seedCandidate("Dana Whitlock");
    const proposed = await proposeAs(officer, draftFor(candidate.email));
    // Answered before the holder was of the staff.
    const stepUpId = await confirmByPasskey({ actor, device }, proposed.digest);
    await read((tx) => seedStaffRole(tx, { data: { id: newId("rol"), personId, role: "operator" } }));
    const { proposalId, digest } = proposed;
    const confirmation = { proposalId, confirmedById: personId, digest, method: "passkey", stepUpId };
    const insert = () => read((tx) => tx.staffConfirmation.create({ data: confirmation }));
    await expect(insert()).rejects.toThrow(/signature_assertion_unconfirmed/);

    const { id: passkeyId } = await read((tx) => tx.passkey.findFirstOrThrow({ where: { personId } }));
    const { canonical, digest: over } = await passkeyToConfirm(officer, passkeyId);
    const say = async (by: Actor, change = {}) => {
      const given = { passkeyId, personId, canonical, digest: over, confirmedById: by.personId, ...change };
      const method = "password";
      return read(async (tx) =>
        tx.staffPasskey.create({ data: { ...given, method, stepUpId: await seedStepUp(by, over) } }),
      );
    };
    await expect(say(actor)).rejects.toThrow(/staff_own/);
    await expect(say(await seedStaff("legal"))).rejects.toThrow(/staff_keeper/);
    await expect(say(officer, { canonical: canonical.replace(personId, newId("per")) })).rejects.toThrow(
      /staff_passkey/,
    );
    await confirmPasskeysOf(personId);
    await insert();
    const counts = () => countsOf(personId);
    expect(await counts()).toBe(true);
    await read((tx) => tx.$executeRaw`UPDATE "Passkey" SET "publicKey" = '\\x00' WHERE id = ${passkeyId}`);
    expect(await counts()).toBe(false);
    await expect(read((tx) => tx.$executeRaw`DELETE FROM "StaffPasskey"`)).rejects.toThrow(/append_only/);
  });
});

async function countsOf(personId: string): Promise<boolean | undefined> {
  const [row] = await read(
    (tx) =>
      tx.$queryRaw<{ counts: boolean }[]>`
      SELECT guard_passkey_counts("credentialId") AS counts FROM "Passkey" WHERE "personId" = ${personId}`,
  );
  return row?.counts;
}
