import { describe, expect, it } from "vitest";
import { acceptAsNewPerson } from "#lib/identity/accept-invitation";
import type { Actor } from "#lib/identity/actor";
import { inviteMember } from "#lib/identity/invite-member";
import { sessionActor } from "#lib/identity/session-actor";
import { checkSignIn, openSession } from "#lib/identity/sign-in";
import { signUp } from "#lib/identity/sign-up";
import { eraseAccount, whyNotErased } from "#lib/own-data/erase-account";
import { read } from "#lib/platform/db";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { mailedCodes } from "../identity/mailed-code";
import { newcomer, PASSWORD } from "../identity/newcomer";

const confirmation = { password: PASSWORD };

/** A colleague whom nobody needs, with an address of their own. */
async function colleague(name: string) {
  const { actor: admin } = await newcomer();
  const organisationId = admin.memberships[0]?.organisationId ?? "";
  const email = `${name}@gone.example`;
  await inviteMember({ actor: admin, organisationId, email, role: "contributor" });
  const [code = ""] = await mailedCodes(email, "/invitation");
  const { personId } = await acceptAsNewPerson({ code, name: `Dr ${name} Goneaway`, password: PASSWORD });
  const actor = await sessionActor(await openSession({ personId, userAgent: `browser of ${name}` }));
  if (actor === null) throw new Error("no session");
  return { admin, actor, email, organisationId };
}

/** Every table in which a text stands, whatever column it is in. */
async function tablesWith(text: string): Promise<string[]> {
  return read(async (tx) => {
    const tables = await tx.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await tx.$queryRawUnsafe<unknown[]>(
        `SELECT 1 FROM "${name}" AS t WHERE position($1 in t::text) > 0 LIMIT 1`,
        text,
      );
      if (rows.length > 0) found.push(name);
    }
    return found;
  });
}

describe("an account that was erased", () => {
  it("leaves its address and name in no table, and those of others where they were", async () => {
    const { actor, email, admin } = await colleague("ada");
    expect(await tablesWith(email)).not.toEqual([]);
    expect(await tablesWith("Goneaway")).not.toEqual([]);
    await eraseAccount({ actor, confirmation });
    expect(await tablesWith(email)).toEqual([]);
    expect(await tablesWith("ada Goneaway")).toEqual([]);
    expect(await tablesWith("browser of ada")).toEqual([]);
    expect(await sessionActor(admin.sessionId)).not.toBeNull();
  });

  it("signs nobody in, ends its sessions and memberships, and leaves the address free", async () => {
    const { actor, email, organisationId } = await colleague("ben");
    await eraseAccount({ actor, confirmation });
    expect(await sessionActor(actor.sessionId)).toBeNull();
    expect(await checkSignIn({ email, password: PASSWORD })).toEqual({ ok: false, refusal: "wrong" });
    const left = await read((tx) =>
      tx.membership.findMany({ where: { organisationId, personId: actor.personId, endedAt: null } }),
    );
    expect(left).toEqual([]);
    await signUp({ organisationName: "Again", country: "GB", name: "Ben", email, password: PASSWORD });
  });

  it("leaves a receipt that counts what went and what is left, and the same in the ledger", async () => {
    const { actor, email } = await colleague("cem");
    const receipt = await eraseAccount({ actor, confirmation });
    expect(receipt.erased).toMatchObject({ AuthSession: 1, StepUp: 1, Invitation: 1, LedgerSecret: 2 });
    expect(receipt.kept).toMatchObject({ Person: 1, Membership: 1 });
    const leaf = await read((tx) =>
      tx.ledgerPending.findFirstOrThrow({ where: { kind: "person.erased", subjectId: actor.personId } }),
    );
    expect(JSON.parse(leaf.leaf)).toMatchObject({
      data: { receipt: receipt.receiptId, erased: receipt.erased, kept: receipt.kept },
    });
    expect(leaf.leaf).not.toContain(email);
  });
});

describe("an account", () => {
  const untouched = async ({ personId }: Actor) =>
    (await read((tx) => tx.person.findUniqueOrThrow({ where: { id: personId } }))).erasedAt === null;

  it("of the last admin is not erased, and the refusal says what to do first", async () => {
    const { actor } = await newcomer();
    expect(await whyNotErased(actor)).toContain("Give another member that role first");
    await expect(eraseAccount({ actor, confirmation })).rejects.toMatchObject({ code: "wrong_state" });
    expect(await untouched(actor)).toBe(true);
  });

  it("is not erased by a session alone, nor by a password that is not its person's", async () => {
    const { actor } = await colleague("dag");
    for (const wrong of [{}, { password: "not it" }]) {
      await expect(eraseAccount({ actor, confirmation: wrong })).rejects.toMatchObject({
        code: "step_up_failed",
      });
    }
    expect(await untouched(actor)).toBe(true);
  });

  it("of staff, and of the demo's people, is not erased", async () => {
    const [staff, demo] = [await colleague("eva"), await colleague("fay")];
    await read((tx) =>
      seedStaffRole(tx, {
        data: { id: "rol_e", personId: staff.actor.personId, role: "legal", endedAt: new Date() },
      }),
    );
    await read((tx) => tx.person.update({ where: { id: staff.actor.personId }, data: { isDemo: false } }));
    await read((tx) => tx.person.update({ where: { id: demo.actor.personId }, data: { isDemo: true } }));
    for (const { actor } of [staff, demo]) {
      await expect(eraseAccount({ actor, confirmation })).rejects.toMatchObject({ code: "wrong_state" });
      expect(await untouched(actor)).toBe(true);
    }
  });

  it("is erased once, by one of two who send it at once", async () => {
    const { actor } = await colleague("gus");
    const both = await Promise.allSettled([
      eraseAccount({ actor, confirmation }),
      eraseAccount({ actor, confirmation }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await read((tx) => tx.erasureReceipt.count({ where: { subjectId: actor.personId } }))).toBe(1);
  });
});
