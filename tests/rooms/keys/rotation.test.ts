import { afterAll, describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { authenticateKey } from "#lib/keys/authenticate-key";
import { reportLeak } from "#lib/keys/report-leak";
import { rotateKey, rotateOwnKey } from "#lib/keys/rotate-key";
import { tellKeyEnds } from "#lib/keys/tell-key-ends";
import { keysOfTenant } from "#lib/keys/view";
import { writeNotices } from "#lib/notices/write-notices";
import { closeDatabase, read } from "#lib/platform/db";
import { messagesOf } from "#lib/webhooks/event-types";
import { type SeededGrant, seedGrant } from "#tests/support/grants";

afterAll(() => closeDatabase());

const DAY_MS = 86_400_000;
const enters = (key: string) => authenticateKey({ authorization: `Bearer ${key}` });
const eventsOf = (subjectId: string) =>
  read((tx) => tx.domainEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } }));
const kindsOf = async (subjectId: string) => (await eventsOf(subjectId)).map(({ kind }) => kind);
const rotate = ({ admin, keyId }: SeededGrant, overlapSeconds = 3_600, days = 90) =>
  rotateKey({ actor: admin, keyId, overlapSeconds, days });

describe("a rotated key", () => {
  it("is the same key under two secrets until the overlap is over, and has a new term", async () => {
    const of = await seedGrant({ key: { expiresAt: new Date(Date.now() + 2 * DAY_MS) } });
    const rotated = await rotate(of);
    expect(rotated.key).not.toBe(of.key);
    expect(rotated.key.slice(0, 21)).toBe(of.key.slice(0, 21));
    const same = { keyId: of.keyId, tenantId: of.organisationId };
    expect(await enters(of.key)).toMatchObject(same);
    expect(await enters(rotated.key)).toMatchObject(same);
    const [shown] = await keysOfTenant(of.admin, of.organisationId, new Date());
    expect(shown).toMatchObject({ state: "live", expiresAt: rotated.expiresAt });
    expect(shown?.oldSecretEndsAt).toEqual(rotated.oldSecretEndsAt);
    expect(rotated.expiresAt.getTime()).toBeGreaterThan(Date.now() + 89 * DAY_MS);
    expect(JSON.stringify(shown)).not.toContain(rotated.key.slice(-30));
    expect(await kindsOf(of.keyId)).toEqual(["key.rotated"]);
  });

  it("refuses its old secret at once where there is no overlap, and says so to its holder alone", async () => {
    const of = await seedGrant();
    const { key } = await rotate(of, 0);
    await expect(enters(of.key)).rejects.toMatchObject({ code: "key_expired", detail: /rotated out/ });
    expect(await enters(key)).toMatchObject({ keyId: of.keyId });
  });

  it("lets no old secret outlive the end that it had, nor the key its grant", async () => {
    const ends = new Date(Date.now() + 60_000);
    const of = await seedGrant({ key: { expiresAt: ends } });
    const rotated = await rotate(of, 2_592_000, 365);
    expect(rotated.oldSecretEndsAt).toEqual(ends);
    expect(rotated.expiresAt).toEqual(new Date(of.terms.expiresAt));
  });

  it("keeps five old secrets at most, and a revoked one gets no new one", async () => {
    const of = await seedGrant();
    for (let turn = 0; turn < 5; turn += 1) await rotate(of);
    await expect(rotate(of)).rejects.toMatchObject({ code: "wrong_state", detail: /5 old secrets/ });
    await reportLeak({ key: (await rotate(await seedGrant())).key });
    const other = await seedGrant();
    await reportLeak({ key: other.key });
    await expect(rotate(other)).rejects.toMatchObject({ code: "wrong_state", detail: /stays revoked/ });
  });

  it("is rotated by an admin of its tenant, or by itself without a longer term", async () => {
    const [of, other] = [await seedGrant(), await seedGrant()];
    const contributor: Actor = {
      ...of.admin,
      memberships: [{ organisationId: of.organisationId, role: "contributor" }],
    };
    const wish = { keyId: of.keyId, overlapSeconds: 60, days: 90 };
    await expect(rotateKey({ actor: contributor, ...wish })).rejects.toMatchObject({ code: "forbidden" });
    await expect(rotateKey({ actor: other.admin, ...wish })).rejects.toMatchObject({ code: "not_found" });
    const caller = { keyId: other.keyId, tenantId: other.organisationId };
    await expect(rotateOwnKey(caller, wish)).rejects.toMatchObject({ code: "not_found" });
    const before = await read((tx) => tx.apiKey.findUniqueOrThrow({ where: { id: other.keyId } }));
    const rotated = await rotateOwnKey(caller, { keyId: other.keyId, overlapSeconds: 60 });
    expect(rotated.expiresAt).toEqual(before.expiresAt);
  });

  it("has old secrets that the database lets nobody change or lengthen", async () => {
    const of = await seedGrant();
    await rotate(of);
    const change = (data: object) =>
      read((tx) => tx.retiredSecret.updateMany({ where: { keyId: of.keyId }, data }));
    await expect(change({ endsAt: new Date(Date.now() + DAY_MS) })).rejects.toThrow(/retired_secret/);
    await expect(change({ pepperVersion: 2 })).rejects.toThrow(/retired_secret/);
    const outlive = new Date(new Date(of.terms.expiresAt).getTime() + DAY_MS);
    await expect(
      read((tx) => tx.apiKey.update({ where: { id: of.keyId }, data: { expiresAt: outlive } })),
    ).rejects.toThrow(/key_outlives/);
  });
});

describe("a key that was found in public", () => {
  it("is revoked at once and told to its owner, once", async () => {
    const of = await seedGrant();
    await reportLeak({ key: of.key });
    await reportLeak({ key: of.key });
    await expect(enters(of.key)).rejects.toMatchObject({ code: "key_revoked" });
    const [shown] = await keysOfTenant(of.admin, of.organisationId, new Date());
    expect(shown).toMatchObject({ state: "revoked", isLeaked: true, revokeReason: null });
    const [event, ...rest] = await eventsOf(of.keyId);
    expect(rest).toEqual([]);
    expect(event && (await writeNotices(event))).toBe(1);
    const [notice] = await read((tx) => tx.notice.findMany({ where: { personId: of.admin.personId } }));
    expect(notice).toMatchObject({ template: "key.leaked/members", path: "/tenant" });
  });

  it("loses only its old secret when it was rotated since, and nothing when that had ended", async () => {
    const of = await seedGrant();
    const { key } = await rotate(of);
    await reportLeak({ key: of.key });
    await reportLeak({ key: of.key });
    await expect(enters(of.key)).rejects.toMatchObject({ code: "key_expired" });
    expect(await enters(key)).toMatchObject({ keyId: of.keyId });
    expect(await kindsOf(of.keyId)).toEqual(["key.rotated", "key.old_secret_leaked"]);
  });

  it("is not ended by a text that does not open it", async () => {
    const [of, other] = [await seedGrant(), await seedGrant()];
    const mixed = `${of.key.slice(0, 21)}${other.key.slice(21)}`;
    for (const key of ["", "csk_live_x", `${of.key}0`, of.key.replace("_live_", "_test_"), mixed]) {
      await expect(reportLeak({ key })).resolves.toBeUndefined();
    }
    expect(await enters(of.key)).toMatchObject({ keyId: of.keyId });
  });
});

describe("the end of a key", () => {
  it("is told 30, 14 and 3 days ahead, each once, and anew after a rotation", async () => {
    const ends = Date.now() + 40 * DAY_MS;
    const of = await seedGrant({ key: { expiresAt: new Date(ends) } });
    const told = async (daysLeft: number) => {
      await tellKeyEnds({ now: new Date(ends - daysLeft * DAY_MS + 1_000) });
      await tellKeyEnds({ now: new Date(ends - daysLeft * DAY_MS + 2_000) });
      return (await eventsOf(of.keyId)).filter(({ kind }) => kind === "key.expiring");
    };
    expect(await told(31)).toEqual([]);
    for (const [daysLeft, times] of [
      [30, 1],
      [14, 2],
      [3, 3],
    ] as const) {
      expect(await told(daysLeft)).toHaveLength(times);
    }
    const [event] = await told(3);
    expect(event && messagesOf(event)).toEqual({
      tenant: { id: of.organisationId },
      messages: [
        { type: "key.expiring", data: { key_id: of.keyId, expires_at: new Date(ends).toISOString() } },
      ],
    });
    expect(event && (await writeNotices(event))).toBe(1);
    const { expiresAt } = await rotate(of, 0, 60);
    await tellKeyEnds({ now: new Date(expiresAt.getTime() - 3 * DAY_MS + 1_000) });
    expect((await eventsOf(of.keyId)).filter(({ kind }) => kind === "key.expiring")).toHaveLength(4);
  });
});
