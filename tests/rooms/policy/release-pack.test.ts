import { describe, expect, test } from "vitest";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activePack } from "#lib/policy/active-pack";
import { loadPack } from "#lib/policy/load-pack";
import { packDigest } from "#lib/policy/pack-digest";
import { releasePack } from "#lib/policy/release-pack";
import { releaseNext } from "./next-pack";
import { PACK } from "./samples";

const FIRST = { ...PACK, title: "The first" };

function releasesOnRecord(): Promise<number> {
  return transaction((tx) => tx.ledgerPending.count({ where: { kind: "policy.released" } }));
}

describe("releasing a pack", () => {
  test("before any release nothing can be judged, and that is said", async () => {
    await expect(transaction(activePack)).rejects.toThrow("no policy pack was released yet");
  });

  test("puts the first on file and on record, once, also of several that race to it", async () => {
    const release = () => releasePack({ actor: "service", pack: FIRST });
    const results = await Promise.all([1, 2, 3].map(release));
    expect(results.filter(({ isNew }) => isNew)).toEqual([
      { version: "2026-11", digest: packDigest(FIRST), isNew: true },
    ]);
    expect(await release()).toMatchObject({ isNew: false });
    expect(await releasesOnRecord()).toBe(1);
    expect(await transaction(activePack)).toEqual(FIRST);
  });

  test("never changes a version", async () => {
    const changed = { ...FIRST, title: "another" };
    await expect(releasePack({ actor: "service", pack: changed })).rejects.toThrow(AppError);
    expect(await releasesOnRecord()).toBe(1);
    expect((await transaction((tx) => loadPack(tx, "2026-11"))).pack).toEqual(FIRST);
  });

  test("takes no second pack from the software itself", async () => {
    const pack = { ...PACK, version: "2026-12" };
    await expect(releasePack({ actor: "service", pack })).rejects.toMatchObject({ code: "wrong_state" });
    expect((await transaction(activePack)).version).toBe("2026-11");
  });

  test("makes the newest the active one, and keeps the older ones readable", async () => {
    await releaseNext({ ...PACK, version: "2027-01" });
    expect((await transaction(activePack)).version).toBe("2027-01");
    expect(await transaction((tx) => loadPack(tx, "2026-11"))).toEqual({
      pack: FIRST,
      digest: packDigest(FIRST),
    });
    await expect(transaction((tx) => loadPack(tx, "1999-01"))).rejects.toThrow("never released");
  });

  test("judges nobody by a pack that was changed on file", async () => {
    const pack = { ...PACK, version: "2027-02" };
    await releaseNext(pack);
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
