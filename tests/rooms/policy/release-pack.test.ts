import { describe, expect, test } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activePack } from "#lib/policy/active-pack";
import { loadPack } from "#lib/policy/load-pack";
import { packDigest } from "#lib/policy/pack-digest";
import { releasePack } from "#lib/policy/release-pack";
import { PACK } from "./samples";

const actor = (role: "policy_releaser" | "policy_author"): Actor => ({
  personId: "per_1",
  name: "R. Releaser",
  sessionId: "ses_1",
  staffRoles: [{ role, homeLane: null }],
  memberships: [],
});

function releasesOnRecord(): Promise<number> {
  return transaction((tx) => tx.ledgerPending.count({ where: { kind: "policy.released" } }));
}

describe("releasing a pack", () => {
  test("before any release nothing can be judged, and that is said", async () => {
    await expect(transaction(activePack)).rejects.toThrow("no policy pack was released yet");
  });

  test("puts it on file and on record, once", async () => {
    const first = await releasePack({ actor: "service", pack: PACK });
    expect(first).toEqual({ version: "2026-11", digest: packDigest(PACK), isNew: true });
    const second = await releasePack({ actor: "service", pack: PACK });
    expect(second).toEqual({ ...first, isNew: false });
    expect(await releasesOnRecord()).toBe(1);
    expect(await transaction(activePack)).toEqual(PACK);
  });

  test("keeps both of two that race to one release", async () => {
    const pack = { ...PACK, version: "2026-12" };
    const results = await Promise.all([1, 2, 3].map(() => releasePack({ actor: "service", pack })));
    expect(results.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await releasesOnRecord()).toBe(2);
  });

  test("never changes a version", async () => {
    const changed = { ...PACK, title: "another" };
    await expect(releasePack({ actor: "service", pack: changed })).rejects.toThrow(AppError);
    expect(await releasesOnRecord()).toBe(2);
    expect((await transaction((tx) => loadPack(tx, "2026-11"))).pack).toEqual(PACK);
  });

  test("is for a policy releaser: an author cannot release", async () => {
    const pack = { ...PACK, version: "2027-01" };
    await expect(async () => releasePack({ actor: actor("policy_author"), pack })).rejects.toThrow(
      "policy_releaser",
    );
    expect(await releasePack({ actor: actor("policy_releaser"), pack })).toMatchObject({ isNew: true });
  });

  test("makes the newest the active one, and keeps the older ones readable", async () => {
    expect((await transaction(activePack)).version).toBe("2027-01");
    expect(await transaction((tx) => loadPack(tx, "2026-11"))).toEqual({
      pack: PACK,
      digest: packDigest(PACK),
    });
    await expect(transaction((tx) => loadPack(tx, "1999-01"))).rejects.toThrow("never released");
  });

  test("judges nobody by a pack that was changed on file", async () => {
    const pack = { ...PACK, version: "2027-02" };
    await releasePack({ actor: "service", pack });
    const weaker = { ...pack, sign_off_adds: 2 };
    const change = (tx: Tx) =>
      tx.policyPack.update({
        where: { version: "2027-02" },
        data: { content: JSON.parse(JSON.stringify(weaker)) },
      });
    await expect(transaction(change)).rejects.toThrow("append_only");
    // Whoever owns the database can take the guard away; the digest still tells.
    await transaction(async (tx) => {
      await tx.$executeRaw`ALTER TABLE "PolicyPack" DISABLE TRIGGER append_only`;
      await change(tx);
      await tx.$executeRaw`ALTER TABLE "PolicyPack" ENABLE TRIGGER append_only`;
    });
    await expect(transaction((tx) => loadPack(tx, "2027-02"))).rejects.toThrow("digest");
  });
});
