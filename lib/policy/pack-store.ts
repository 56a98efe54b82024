import type { JsonObject } from "#lib/platform/canonical-json";
import type { Tx } from "#lib/platform/db";

export type StoredPack = { version: string; digest: string };

/** The pack that was released last; of two in one moment, the later version. */
export function findNewestPack(tx: Tx): Promise<StoredPack | null> {
  return tx.policyPack.findFirst({
    orderBy: [{ releasedAt: "desc" }, { version: "desc" }],
    select: { version: true, digest: true },
  });
}

export function findPack(tx: Tx, version: string): Promise<StoredPack | null> {
  return tx.policyPack.findUnique({ where: { version }, select: { version: true, digest: true } });
}

/** Every version on file, the latest release first. */
export async function findVersions(tx: Tx): Promise<string[]> {
  const rows = await tx.policyPack.findMany({
    orderBy: [{ releasedAt: "desc" }, { version: "desc" }],
    select: { version: true },
  });
  return rows.map(({ version }) => version);
}

/** Every pack that came into force, the latest first; the first of an installation has no signer. */
export async function findReleases(tx: Tx) {
  const rows = await tx.policyPack.findMany({
    orderBy: [{ releasedAt: "desc" }, { version: "desc" }],
    select: { version: true, digest: true, releasedAt: true },
  });
  const releases = await tx.packRelease.findMany({
    select: { version: true, draftId: true, signerId: true, reason: true, method: true },
  });
  const by = new Map(releases.map((release) => [release.version, release]));
  return rows.map((row) => {
    const { draftId = null, signerId = null, reason = null, method = null } = by.get(row.version) ?? {};
    return { ...row, draftId, signerId, reason, method };
  });
}

/** The pack as it was released, unchecked. */
export async function readPackContent(tx: Tx, version: string): Promise<unknown> {
  const row = await tx.policyPack.findUniqueOrThrow({ where: { version }, select: { content: true } });
  return row.content;
}

/**
 * Puts a version on file, once.
 *
 * @returns false when the version is there already; nothing is changed then
 */
export async function insertPackOnce(
  tx: Tx,
  pack: StoredPack & { content: JsonObject; releasedAt: Date },
): Promise<boolean> {
  const { count } = await tx.policyPack.createMany({ data: [pack], skipDuplicates: true });
  return count === 1;
}
