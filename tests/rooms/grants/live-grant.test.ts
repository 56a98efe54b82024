import { describe, expect, it, vi } from "vitest";
import { authorise } from "#lib/grants/authorise";
import { expireGrants } from "#lib/grants/expire-grants";
import { liftSwitch, throwSwitch } from "#lib/grants/kill-switch";
import { liftSuspension } from "#lib/grants/lift-suspension";
import { loadGate, lockGate } from "#lib/grants/load-gate";
import { revokeGrant } from "#lib/grants/revoke-grant";
import { suspendTenant } from "#lib/grants/suspend-tenant";
import { grantsOfTenant, tenantsForOperator, thrownSwitches } from "#lib/grants/view";
import type { Actor } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { enter } from "#lib/jobs/enter";
import { authenticateKey } from "#lib/keys/authenticate-key";
import { API_VERSION, issueKey } from "#lib/keys/issue-key";
import { revokeKey } from "#lib/keys/revoke-key";
import { keysOfTenant } from "#lib/keys/view";
import { read, transaction } from "#lib/platform/db";
import { seedGrant } from "#tests/support/grants";
import { seedPerson } from "#tests/support/seed-person";
import { REQUEST } from "./terms-fixture";

async function staff(...roles: StaffRole[]): Promise<Actor> {
  const actor = await transaction((tx) => seedPerson(tx, roles.join(" ")));
  return { ...actor, staffRoles: roles.map((role) => ({ role, homeLane: null })) };
}

async function verdict(keyId: string) {
  const gate = await read((tx) => loadGate(tx, { keyId }));
  if (gate === null) throw new Error("no gate");
  return authorise(gate.grant, { ...REQUEST, clientAddress: null }, gate.facts, gate.now);
}

describe("a live grant", () => {
  it("lets its key through until the key is revoked", async () => {
    const { keyId, key, admin } = await seedGrant();
    expect(await verdict(keyId)).toEqual({ ok: true });
    expect(await authenticateKey({ authorization: `Bearer ${key}` })).toMatchObject({
      keyId,
    });

    await revokeKey({ actor: admin, keyId, reason: "laptop lost" });
    expect(await verdict(keyId)).toMatchObject({ code: "key_revoked" });
    await expect(authenticateKey({ authorization: `Bearer ${key}` })).rejects.toMatchObject({
      code: "key_revoked",
    });
    await revokeKey({ actor: admin, keyId, reason: "again" });
    const [row] = await keysOfTenant(admin, (await seededTenant(keyId)).tenantId, new Date());
    expect(row).toMatchObject({ state: "revoked", revokeReason: "laptop lost" });
  });

  it("stops at once when one person suspends the tenant, and lives again only when two have lifted it", async () => {
    const { keyId, organisationId } = await seedGrant();
    const [first, second] = [await staff("operator"), await staff("compliance_officer")];
    await suspendTenant({ actor: await staff("privacy"), tenantId: organisationId, reason: "complaint" });
    expect(await verdict(keyId)).toMatchObject({ code: "tenant_suspended" });

    expect(await liftSuspension({ actor: first, tenantId: organisationId, reason: "cleared" })).toEqual({
      lifted: false,
    });
    await expect(
      liftSuspension({ actor: first, tenantId: organisationId, reason: "cleared" }),
    ).rejects.toMatchObject({
      code: "already_signed",
    });
    expect(await verdict(keyId)).toMatchObject({ code: "tenant_suspended" });
    expect(await liftSuspension({ actor: second, tenantId: organisationId, reason: "agreed" })).toEqual({
      lifted: true,
    });
    expect(await verdict(keyId)).toEqual({ ok: true });
    await expect(
      liftSuspension({ actor: second, tenantId: organisationId, reason: "x" }),
    ).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("is not suspended by an auditor, an applicant or an account team", async () => {
    const { organisationId, admin } = await seedGrant();
    for (const actor of [await staff("auditor"), await staff("account_team"), admin]) {
      await expect(suspendTenant({ actor, tenantId: organisationId, reason: "x" })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });

  it("stops under a kill switch of its operation until two people lift it", async () => {
    const { keyId } = await seedGrant();
    const [first, second] = [await staff("operator"), await staff("operator")];
    const { switchId } = await throwSwitch({
      actor: first,
      scope: "operation",
      value: "verify_1_1",
      reason: "drill",
    });
    expect(await verdict(keyId)).toMatchObject({ code: "switched_off" });
    expect((await thrownSwitches(first)).map(({ id }) => id)).toContain(switchId);
    await liftSwitch({ actor: first, switchId });
    await expect(liftSwitch({ actor: first, switchId })).rejects.toMatchObject({ code: "already_signed" });
    expect(await liftSwitch({ actor: second, switchId })).toEqual({ lifted: true });
    expect(await verdict(keyId)).toEqual({ ok: true });
    await expect(liftSwitch({ actor: second, switchId: "swi_none" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("makes a revocation wait for whoever acts under the gate, and shows it to whoever comes after", async () => {
    const { keyId, admin } = await seedGrant();
    const order: string[] = [];
    let revocation: Promise<void> = Promise.resolve();
    await transaction(async (tx) => {
      const gate = await lockGate(tx, { keyId });
      expect(gate?.facts.keyRevoked).toBe(false);
      revocation = revokeKey({ actor: admin, keyId, reason: "race" }).then(() => void order.push("revoked"));
      await new Promise((resolve) => setTimeout(resolve, 200));
      order.push("released");
    });
    await revocation;
    expect(order).toEqual(["released", "revoked"]);
    expect(await transaction((tx) => lockGate(tx, { keyId }))).toMatchObject({ facts: { keyRevoked: true } });
  });
});

describe("a grant that ends", () => {
  it("takes its keys and its case with it when it is revoked, and stays so", async () => {
    const { keyId, grantId, applicationId } = await seedGrant();
    const officer = await staff("compliance_officer");
    await expect(revokeGrant({ actor: await staff("intake"), grantId, reason: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await revokeGrant({ actor: officer, grantId, reason: "upheld complaint" });
    expect(await verdict(keyId)).toMatchObject({ code: "grant_not_active" });
    expect(await read((tx) => tx.application.findUnique({ where: { id: applicationId } }))).toMatchObject({
      state: "revoked",
    });
    await expect(revokeGrant({ actor: officer, grantId, reason: "again" })).rejects.toMatchObject({
      code: "wrong_state",
    });
  });

  it("is marked expired once its term is over, by the database's clock", async () => {
    const soon = new Date(Date.now() + 1_500).toISOString();
    const { grantId, keyId } = await seedGrant({ terms: { expiresAt: soon } });
    expect(await expireGrants()).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 1_700));
    expect(await verdict(keyId)).toMatchObject({ code: "grant_not_active" });
    expect(await expireGrants()).toBe(1);
    expect(await expireGrants()).toBe(0);
    expect(await read((tx) => tx.grant.findUnique({ where: { id: grantId } }))).toMatchObject({
      state: "expired",
    });
  });
});

describe("keys", () => {
  const wish = { name: "gate 20", scopes: ["verify_1_1"], cidrs: [], days: 365 };

  it("are issued under a live grant, never past its end, and open the gate", async () => {
    const { organisationId, grantId, admin, terms } = await seedGrant();
    const made = await issueKey({ actor: admin, organisationId, grantId, ...wish });
    expect(made.expiresAt.toISOString()).toBe(terms.expiresAt);
    expect(await authenticateKey({ authorization: `Bearer ${made.key}` })).toMatchObject({
      keyId: made.keyId,
      tenantId: organisationId,
    });
    const rows = JSON.stringify(await keysOfTenant(admin, organisationId, new Date()));
    expect(rows).not.toContain(made.key.split("_")[3]);
  });

  it("cannot do more than their grant", async () => {
    const { organisationId, grantId, admin } = await seedGrant();
    await expect(
      issueKey({ actor: admin, organisationId, grantId, ...wish, scopes: ["identify_1_n"] }),
    ).rejects.toMatchObject({ code: "invalid_request", extras: { errors: [{ pointer: "/scopes" }] } });
  });

  it("are no one else's: another tenant's grant, member and key do not exist for them", async () => {
    const [mine, theirs] = [await seedGrant(), await seedGrant()];
    const attempts = [
      () =>
        issueKey({
          actor: mine.admin,
          organisationId: mine.organisationId,
          grantId: theirs.grantId,
          ...wish,
        }),
      () =>
        issueKey({
          actor: mine.admin,
          organisationId: theirs.organisationId,
          grantId: theirs.grantId,
          ...wish,
        }),
      () => revokeKey({ actor: mine.admin, keyId: theirs.keyId, reason: "mischief" }),
      () => keysOfTenant(mine.admin, theirs.organisationId, new Date()),
      () => grantsOfTenant(mine.admin, theirs.organisationId),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    await expect(tenantsForOperator(mine.admin)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are made by an admin, not by a contributor", async () => {
    const { organisationId, grantId, admin } = await seedGrant();
    const contributor: Actor = { ...admin, memberships: [{ organisationId, role: "contributor" }] };
    await expect(issueKey({ actor: contributor, organisationId, grantId, ...wish })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it.each([
    ["no header", undefined, "key_missing"],
    ["another scheme", "Basic abc", "key_missing"],
    ["a malformed key", "Bearer csk_live_x", "key_invalid"],
  ])("are refused for %s", async (_what, authorization, code) => {
    await expect(authenticateKey({ authorization })).rejects.toMatchObject({ code });
  });

  it("end by the database's clock, however far this host's is off", async () => {
    const { key } = await seedGrant({ key: { expiresAt: new Date(Date.now() + 60_000) } });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10 * 60_000 });
    try {
      expect(await authenticateKey({ authorization: `Bearer ${key}` })).toMatchObject({
        apiVersion: API_VERSION,
      });
      await expect(enter({ authorization: `Bearer ${key}` })).resolves.toBeDefined();
    } finally {
      vi.useRealTimers();
    }
  });

  it("tell an expired key only to who holds its secret", async () => {
    const { key } = await seedGrant({ key: { expiresAt: new Date(Date.now() - 1000) } });
    await expect(authenticateKey({ authorization: `Bearer ${key}` })).rejects.toMatchObject({
      code: "key_expired",
    });
  });
});

async function seededTenant(keyId: string): Promise<{ tenantId: string }> {
  const gate = await read((tx) => loadGate(tx, { keyId }));
  if (gate === null) throw new Error("no gate");
  return { tenantId: gate.tenantId };
}
